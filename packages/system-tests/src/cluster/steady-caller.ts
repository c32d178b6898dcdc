import { setTimeout as delay } from "node:timers/promises";
import type { ClusterStage } from "./stage.ts";

const PAUSE_MS = 40;
/** Of one call, retries and all. */
const DEADLINE_MS = 20_000;

export interface SteadyCaller {
  /** So far. */
  calls: number;
  /** What went wrong, in words: no rollout and no lost replica is to be felt by a caller. */
  failures: string[];
  stop(): Promise<void>;
}

/** Asks the API for one schedule again and again, over the connections that it has, as a web server does. */
export function startSteadyCaller({ clients }: ClusterStage, scheduleId: string): SteadyCaller {
  const abort = new AbortController();
  const caller = { calls: 0, failures: [] as string[] };
  const loop = (async () => {
    while (!abort.signal.aborted) {
      caller.calls++;
      const started = new Date();
      await clients.schedules
        .getSchedule({ id: scheduleId }, { deadlineMs: DEADLINE_MS })
        .catch((error: Error) => {
          caller.failures.push(`${started.toISOString()} ${error.message}`);
        });
      await delay(PAUSE_MS);
    }
  })();
  return Object.assign(caller, {
    stop: () => {
      abort.abort();
      return loop;
    },
  });
}
