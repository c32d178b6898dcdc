import { setTimeout as sleep } from "node:timers/promises";

const POLL_INTERVAL_MS = 20;

export interface EventuallyOptions {
  withinMs: number;
  /** What is waited for, as it stands in the error: "the run to succeed". */
  describe: string;
}

/**
 * Waits until `check` returns something truthy, and returns that. A check that throws is asked again, so that
 * it may be a group of `expect` calls.
 * @throws after `withinMs`, with what the last check returned or threw.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { withinMs, describe }: EventuallyOptions,
): Promise<Exclude<T, undefined | null | false>> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    let last: string;
    try {
      const result = await check();
      if (result) return result as Exclude<T, undefined | null | false>;
      last = `the last check returned ${JSON.stringify(result)}`;
    } catch (error) {
      last = `the last check threw: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (performance.now() >= deadline) throw new Error(`waited ${withinMs} ms for ${describe}; ${last}`);
    await sleep(POLL_INTERVAL_MS);
  }
}
