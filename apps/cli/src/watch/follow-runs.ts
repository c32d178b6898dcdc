import { setTimeout as sleep } from "node:timers/promises";
import type { RunEvent } from "@repo/core";
import { decodeRunEvent } from "@repo/proto";
import type { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { type RpcClient, RpcError } from "@repo/runtime/rpc/client";

const FIRST_WAIT_MS = 250;
const MAX_WAIT_MS = 5_000;

/** Codes that a further try cannot change. */
const FINAL_CODES: ReadonlySet<string> = new Set([
  "INVALID_ARGUMENT",
  "NOT_FOUND",
  "PERMISSION_DENIED",
  "UNAUTHENTICATED",
  "UNIMPLEMENTED",
]);

export interface FollowOptions {
  runs: RpcClient<typeof RunService>;
  /** Only this schedule's runs. */
  scheduleId?: string | undefined;
  signal: AbortSignal;
  onEvent: (event: RunEvent) => void;
  /** From now on no event is missed. `awayMs`: how long events were missed before; undefined the first time. */
  onConnected: (awayMs: number | undefined) => void;
  /** The watch broke, or could not be taken up again; said once for each time it breaks. */
  onLost: (error: unknown) => void;
}

/**
 * Watches runs until `signal` is aborted, connecting again whenever the stream breaks.
 *
 * @throws RpcError when the first connection fails, or the server refuses the watch for good
 */
export async function followRuns(options: FollowOptions): Promise<void> {
  const { signal } = options;
  let isFirst = true;
  let lostAt: number | undefined;
  let waitMs = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      await watchOnce(options, () => {
        options.onConnected(lostAt === undefined ? undefined : performance.now() - lostAt);
        isFirst = false;
        lostAt = undefined;
        waitMs = FIRST_WAIT_MS;
      });
      lostAt ??= performance.now();
    } catch (error) {
      if (signal.aborted) return;
      if (isFirst || (error instanceof RpcError && FINAL_CODES.has(error.code))) throw error;
      if (lostAt === undefined) options.onLost(error);
      lostAt ??= performance.now();
    }
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    waitMs = Math.min(waitMs * 2, MAX_WAIT_MS);
  }
}

async function watchOnce(options: FollowOptions, onBegun: () => void): Promise<void> {
  const { runs, scheduleId = "", signal, onEvent } = options;
  let hasBegun = false;
  for await (const { events } of runs.watchRuns({ scheduleId }, { signal })) {
    if (!hasBegun) onBegun();
    hasBegun = true;
    for (const event of events) onEvent(decodeRunEvent(event));
  }
}
