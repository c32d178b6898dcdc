import { join } from "node:path";
import { createSupervisor, type ProcessOptions } from "@repo/local-stack";
import { CliError } from "../call-failure.ts";
import { formatMs } from "../run-line.ts";
import { keepRunning } from "./keep-running.ts";
import type { Notice } from "./log-line.ts";
import { openServiceLog } from "./service-log.ts";

/** A little longer than the services give themselves. */
const STOP_GRACE_MS = 7_000;

export interface StartServicesOptions {
  services: readonly ProcessOptions[];
  workingDirectory: string;
  logFolder: string;
  /** Aborted when the services are to end. */
  signal: AbortSignal;
  report: (name: string, notice: Notice) => void;
}

/**
 * Starts the services side by side and keeps them running.
 *
 * @param started ends them with everything else
 * @throws CliError when one cannot be started
 */
export async function startServices(
  { services, workingDirectory, logFolder, signal, report }: StartServicesOptions,
  started: AsyncDisposableStack,
): Promise<void> {
  const logged = services.map((service) => ({
    service,
    log: openServiceLog(join(logFolder, `${service.name}.log`), (notice) => report(service.name, notice)),
  }));
  started.defer(() => {
    for (const { log } of logged) log.close();
  });

  const supervisor = createSupervisor();
  const stop = () => supervisor.stopAll(STOP_GRACE_MS);
  started.defer(stop);
  // also in the middle of the start
  signal.addEventListener("abort", () => void stop(), { once: true });

  const starts = logged.map(({ service, log }) =>
    keepRunning({
      supervisor,
      process: { ...service, workingDirectory, onLine: log.receive },
      signal,
      onEnded: (how, waitMs) =>
        report(service.name, { level: "error", text: `${how}; starting it again in ${formatMs(waitMs)}` }),
      onRestarted: () => report(service.name, { level: "warn", text: "runs again" }),
    }),
  );
  await Promise.all(starts).catch((error: Error) => {
    throw new CliError(explainFailedStart(error.message));
  });
}

/** A process that says itself why it cannot start has said enough. */
function explainFailedStart(message: string): string {
  return /^\S+ cannot start: [\s\S]*/m.exec(message)?.[0] ?? message;
}
