import { type PlanWindow, type ShardRange, sliceEnds, splitShards } from "@repo/core";
import { encodeTimestamp } from "@repo/proto";
import type { PlannerService } from "@repo/proto/scheduler/v1/planner_service_pb";
import type { Logger } from "@repo/runtime";
import type { RpcClient } from "@repo/runtime/rpc/client";
import { createPaceKeeper, paceOf } from "./pace.ts";
import { describeError, type RetrySettings, withRetries } from "./retries.ts";

export interface PlanSettings {
  window: PlanWindow;
  /** Milliseconds of one time slice. */
  chunkLength: number;
  /** Ranges of shards that are planned side by side. */
  laneCount: number;
  /** Chunks under way at once. */
  concurrency: number;
  /** Milliseconds in which a master run may take its time with what is not due soon. */
  leisureMs: number;
  /** Milliseconds for one call of one chunk. */
  chunkDeadline: number;
  retries: RetrySettings;
}

export interface PlanResult {
  plannedCount: number;
  skippedCount: number;
  chunkCount: number;
  /** Lanes that gave up, each with the end of the slice at which it did. */
  failures: { shards: ShardRange; until: Date; error: unknown }[];
}

export interface PlanDependencies {
  planner: Pick<RpcClient<typeof PlannerService>, "planChunk">;
  logger: Logger;
}

/**
 * Plans a window: lanes side by side over the shards, the time slices of a lane one after the other, so that what is
 * due soonest is planned soonest everywhere; what has time is planned at leisure. A chunk that fails for good ends its lane; what is planned stays planned.
 */
export async function planWindow(
  { planner, logger }: PlanDependencies,
  settings: PlanSettings,
  signal: AbortSignal,
): Promise<PlanResult> {
  const result: PlanResult = { plannedCount: 0, skippedCount: 0, chunkCount: 0, failures: [] };
  const { window, chunkLength, leisureMs } = settings;
  const startedAt = performance.now();
  const keepPace = createPaceKeeper(settings.concurrency, signal);

  async function planSlice(shards: ShardRange, until: Date): Promise<void> {
    const planned = await withRetries(
      () =>
        planner.planChunk(
          { ...shards, until: encodeTimestamp(until) },
          { deadlineMs: settings.chunkDeadline, signal },
        ),
      {
        ...settings.retries,
        signal,
        onRetry: (err, attempt) =>
          logger.warn({ error: describeError(err), shards, until, attempt }, "a chunk failed; trying again"),
      },
    );
    result.plannedCount += planned.plannedCount;
    result.skippedCount += planned.skippedCount;
    result.chunkCount++;
    logger.debug({ shards, until, ...counts(planned) }, "chunk planned");
  }

  async function planLane(shards: ShardRange): Promise<void> {
    let from = window.from;
    for (const until of sliceEnds(window, chunkLength)) {
      const slice = { from };
      const pace = () => paceOf(slice, { window, elapsedMs: performance.now() - startedAt, leisureMs });
      try {
        await keepPace(pace, () => planSlice(shards, until));
      } catch (error) {
        result.failures.push({ shards, until, error });
        return;
      }
      from = until;
    }
  }

  await Promise.all(splitShards(settings.laneCount).map(planLane));
  return result;
}

function counts({ plannedCount, skippedCount, scheduleCount }: Record<string, unknown>) {
  return { plannedCount, skippedCount, scheduleCount };
}
