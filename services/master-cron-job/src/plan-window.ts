import { type PlanWindow, type ShardRange, sliceEnds, splitShards } from "@repo/core";
import { encodeTimestamp } from "@repo/proto";
import type { PlannerService } from "@repo/proto/scheduler/v1/planner_service_pb";
import type { Logger } from "@repo/runtime";
import type { RpcClient } from "@repo/runtime/rpc/client";
import pLimit from "p-limit";
import { describeError, type RetrySettings, withRetries } from "./retries.ts";

export interface PlanSettings {
  window: PlanWindow;
  /** Milliseconds of one time slice. */
  chunkLength: number;
  /** Ranges of shards that are planned side by side. */
  laneCount: number;
  /** Chunks under way at once. */
  concurrency: number;
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
 * due soonest is planned soonest everywhere. A chunk that fails for good ends its lane; what is planned stays planned.
 */
export async function planWindow(
  { planner, logger }: PlanDependencies,
  settings: PlanSettings,
  signal: AbortSignal,
): Promise<PlanResult> {
  const result: PlanResult = { plannedCount: 0, skippedCount: 0, chunkCount: 0, failures: [] };
  const limit = pLimit(settings.concurrency);

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
    for (const until of sliceEnds(settings.window, settings.chunkLength)) {
      try {
        await limit(() => planSlice(shards, until));
      } catch (error) {
        result.failures.push({ shards, until, error });
        return;
      }
    }
  }

  await Promise.all(splitShards(settings.laneCount).map(planLane));
  return result;
}

function counts({ plannedCount, skippedCount, scheduleCount }: Record<string, unknown>) {
  return { plannedCount, skippedCount, scheduleCount };
}
