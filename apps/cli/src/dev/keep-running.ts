import { setTimeout as sleep } from "node:timers/promises";
import type { ProcessExit, ProcessOptions, SupervisedProcess, Supervisor } from "@repo/local-stack";

const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 30_000;
/** A process that has run for so long has not failed because of how it was started. */
const SETTLED_AFTER_MS = 30_000;

export interface KeepRunningOptions {
  supervisor: Pick<Supervisor, "start">;
  process: ProcessOptions;
  /** The process is to end from now on, and is not started again. */
  signal: AbortSignal;
  /** It ended although nobody asked it to, or could not be started again; the next start follows after `waitMs`. */
  onEnded: (how: string, waitMs: number) => void;
  onRestarted: () => void;
  /** Waiting times begin with this and double. */
  firstWaitMs?: number;
}

/**
 * Starts a process and starts it again whenever it ends by itself, with growing pauses.
 *
 * @throws when it cannot be started the first time
 */
export async function keepRunning(options: KeepRunningOptions): Promise<void> {
  const first = await options.supervisor.start(options.process);
  void restartWhenEnded(first, options);
}

async function restartWhenEnded(first: SupervisedProcess, options: KeepRunningOptions): Promise<void> {
  const { supervisor, process, signal, onEnded, onRestarted, firstWaitMs = FIRST_WAIT_MS } = options;
  let running: SupervisedProcess | undefined = first;
  let startedAt = performance.now();
  let how = "";
  let waitMs = firstWaitMs;
  while (!signal.aborted) {
    if (running !== undefined) {
      how = describeExit(await running.exit);
      if (performance.now() - startedAt > SETTLED_AFTER_MS) waitMs = firstWaitMs;
    }
    if (signal.aborted) return;
    onEnded(how, waitMs);
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    waitMs = Math.min(waitMs * 2, MAX_WAIT_MS);
    startedAt = performance.now();
    running = await supervisor.start(process).catch((error: Error) => {
      [how = ""] = error.message.split("\n");
      return undefined;
    });
    if (running !== undefined) onRestarted();
  }
}

function describeExit({ code, signal }: ProcessExit): string {
  return signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
}
