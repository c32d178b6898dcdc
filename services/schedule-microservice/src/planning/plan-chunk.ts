import { setTimeout as delay } from "node:timers/promises";
import type { ShardRange } from "@repo/core";
import { advanceHorizon } from "@repo/db";
import type { Dependencies } from "../dependencies.ts";
import { dispatch } from "./dispatch.ts";
import { planBatch } from "./plan-batch.ts";

const HELD_PAUSE_MS = 20;

export interface Chunk {
  shards: ShardRange;
  until: Date;
}

export interface PlannedChunk {
  plannedCount: number;
  skippedCount: number;
  scheduleCount: number;
}

/**
 * Makes every due time of the chunk a run row, then moves the horizon. Any number of replicas may plan the same chunk
 * at once: they share the schedules between them.
 *
 * @param signal cuts the work short between two transactions; what is planned stays planned
 */
export async function planChunk(
  dependencies: Dependencies,
  { shards, until }: Chunk,
  signal: AbortSignal,
): Promise<PlannedChunk> {
  const total: PlannedChunk = { plannedCount: 0, skippedCount: 0, scheduleCount: 0 };
  let dispatched: Promise<unknown> = Promise.resolve();
  for (;;) {
    signal.throwIfAborted();
    const batch = await planBatch(dependencies, { shards, until });
    // one batch goes to Redis while the next is planned, but not more: planning must not run away from a slow Redis
    await dispatched;
    dispatched = dispatch(dependencies, batch.runs);
    total.plannedCount += batch.runs.length;
    total.skippedCount += batch.skippedCount;
    total.scheduleCount += batch.scheduleCount;
    if (batch.scheduleCount > 0) continue;
    if (await advanceHorizon(dependencies.database, shards, until)) break;
    // what is left is held by another planner or an edit, for milliseconds
    await delay(HELD_PAUSE_MS, undefined, { signal });
  }
  await dispatched;
  return total;
}
