import { setTimeout as sleep } from "node:timers/promises";

/**
 * `bun run` passes a Ctrl-C on that this process has had from the terminal already, so that it comes twice; a person
 * who presses it again takes longer.
 */
const IMPATIENT_AFTER_MS = 700;
const PARENT_CHECK_MS = 1_000;

export interface EndRequest {
  /** Aborted when the program is to end. */
  readonly signal: AbortSignal;
  request(): void;
}

/**
 * Notices when this program is asked to end: by Ctrl-C, by SIGTERM, by the terminal that closes, or because the
 * `bun run` that started it was killed.
 *
 * @param onImpatient a second request, a moment after the first
 */
export function listenForEnd(onImpatient: () => void): EndRequest {
  const controller = new AbortController();
  let requestedAt: number | undefined;
  const request = () => {
    requestedAt ??= performance.now();
    controller.abort();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      if (requestedAt !== undefined && performance.now() - requestedAt > IMPATIENT_AFTER_MS) onImpatient();
      request();
    });
  }
  void requestWhenOrphaned(controller.signal, request);
  return { signal: controller.signal, request };
}

async function requestWhenOrphaned(signal: AbortSignal, request: () => void): Promise<void> {
  const parent = process.ppid;
  while (!signal.aborted) {
    await sleep(PARENT_CHECK_MS, undefined, { signal, ref: false }).catch(() => undefined);
    if (process.ppid !== parent) request();
  }
}
