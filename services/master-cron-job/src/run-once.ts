import { type PlanWindow, SHARD_COUNT } from "@repo/core";
import { decodeTimestamp } from "@repo/proto";
import type { PlannerService } from "@repo/proto/scheduler/v1/planner_service_pb";
import type { Logger } from "@repo/runtime";
import type { RpcClient } from "@repo/runtime/rpc/client";
import type { Config } from "./config.ts";
import { planWindow } from "./plan-window.ts";
import { describeError, withRetries } from "./retries.ts";

const RETENTION_DEADLINE_MS = 30_000;
/** Share of the deadline in which planning may take its time; in the rest it has to come to its end. */
const LEISURE_SHARE = 0.25;

export interface MasterDependencies {
  planner: RpcClient<typeof PlannerService>;
  logger: Logger;
}

/**
 * One master run: plans the window from now on, by the database's clock.
 *
 * @returns whether the whole window is planned
 */
export async function runOnce(
  { planner, logger }: MasterDependencies,
  config: Config,
  shutdown: AbortSignal,
): Promise<boolean> {
  const startedAt = performance.now();
  const signal = AbortSignal.any([shutdown, AbortSignal.timeout(config.PLAN_DEADLINE)]);
  const retries = { attempts: config.PLAN_CHUNK_ATTEMPTS, firstDelay: 200, maxDelay: 5_000 };
  try {
    const status = await withRetries(() => planner.getPlanStatus({}, { signal }), {
      ...retries,
      signal,
      onRetry: (err, attempt) =>
        logger.warn(
          { error: describeError(err), attempt },
          "schedule-microservice does not answer; trying again",
        ),
    });
    if (status.shardCount !== SHARD_COUNT) {
      throw new Error(`schedule-microservice has ${status.shardCount} shards, this version ${SHARD_COUNT}`);
    }
    const now = decodeTimestamp("now", status.now);
    const window: PlanWindow = { from: now, until: new Date(now.getTime() + config.PLAN_WINDOW) };
    const { failures, ...planned } = await planWindow(
      { planner, logger },
      {
        window,
        chunkLength: config.PLAN_CHUNK,
        laneCount: config.PLAN_LANES,
        concurrency: config.PLAN_CONCURRENCY,
        leisureMs: config.PLAN_DEADLINE * LEISURE_SHARE,
        chunkDeadline: config.PLAN_CHUNK_DEADLINE,
        retries,
      },
      signal,
    );
    for (const { error, ...chunk } of failures)
      logger.error({ error: describeError(error), ...chunk }, "a chunk failed for good");
    const tookMs = Math.round(performance.now() - startedAt);
    const isComplete = failures.length === 0;
    logger[isComplete ? "info" : "error"](
      { ...window, ...planned, failedLanes: failures.length, tookMs },
      isComplete
        ? "the window is planned"
        : "the window is not planned to its end; what is planned stays planned",
    );
    await applyRetention({ planner, logger }, signal);
    return isComplete;
  } catch (err) {
    logger.error(
      { error: describeError(err), tookMs: Math.round(performance.now() - startedAt) },
      "nothing could be planned",
    );
    return false;
  }
}

/** After planning, and no reason to call a planned window a failure: the next run does what this one could not. */
async function applyRetention({ planner, logger }: MasterDependencies, signal: AbortSignal): Promise<void> {
  try {
    const { droppedPartitions } = await planner.applyRetention(
      {},
      { deadlineMs: RETENTION_DEADLINE_MS, signal },
    );
    if (droppedPartitions.length > 0) logger.info({ droppedPartitions }, "dropped history");
  } catch (err) {
    logger.warn({ error: describeError(err) }, "history was not dropped");
  }
}
