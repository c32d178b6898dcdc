import { setTimeout as delay } from "node:timers/promises";
import type { PlanWindow } from "@repo/core";
import pLimit from "p-limit";

/** How a chunk is planned: those that are due soon side by side, the others one at a time and with rests between. */
export type Pace = "SIDE_BY_SIDE" | "AT_LEISURE";

/**
 * What is due in the second half of the window has time: another master run comes before it is due. Planned as fast as
 * the replicas can, it would only be in the way of the runs that are due now, on the same Postgres and Redis.
 *
 * @param elapsedMs since the master run began
 * @param leisureMs how long a master run may take its time; after that it hurries, so that the window gets planned
 */
export function paceOf(
  slice: { from: Date },
  { window, elapsedMs, leisureMs }: { window: PlanWindow; elapsedMs: number; leisureMs: number },
): Pace {
  const half = window.from.getTime() + (window.until.getTime() - window.from.getTime()) / 2;
  return slice.from.getTime() < half + elapsedMs || elapsedMs >= leisureMs ? "SIDE_BY_SIDE" : "AT_LEISURE";
}

/** Carries out work at a pace, which is asked for when it is about to begin. */
export type PaceKeeper = <Result>(pace: () => Pace, work: () => Promise<Result>) => Promise<Result>;

/** @param concurrency pieces of work side by side at most, all paces together */
export function createPaceKeeper(concurrency: number, signal: AbortSignal): PaceKeeper {
  const sideBySide = pLimit(concurrency);
  const oneAtATime = pLimit(1);

  /** @returns undefined when it has to hurry by the time that its turn has come */
  async function atLeisure<Result>(pace: () => Pace, work: () => Promise<Result>) {
    if (pace() !== "AT_LEISURE") return undefined;
    const startedAt = performance.now();
    const result = await sideBySide(work);
    // half of the time is for others
    await delay(performance.now() - startedAt, undefined, { signal }).catch(() => undefined);
    return { result };
  }

  return async (pace, work) => {
    if (pace() === "AT_LEISURE") {
      const done = await oneAtATime(() => atLeisure(pace, work));
      if (done !== undefined) return done.result;
    }
    return sideBySide(work);
  };
}
