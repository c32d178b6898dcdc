import { invalid, SHARD_COUNT } from "@repo/core";
import { dropHistory, readDatabaseTime, readHorizon } from "@repo/db";
import { decodeTimestamp, encodeDuration, encodeTimestamp } from "@repo/proto";
import { PlannerService } from "@repo/proto/scheduler/v1/planner_service_pb";
import { type RpcService, service } from "@repo/runtime/rpc/server";
import type { Dependencies } from "../dependencies.ts";
import { planChunk } from "./plan-chunk.ts";

/** No window needs to be longer; a chunk whose end is farther away is a mistake of its caller. */
const MAX_PLAN_AHEAD_MS = 48 * 3_600_000;

export function plannerService(dependencies: Dependencies): RpcService {
  return service(PlannerService, {
    async getPlanStatus() {
      const { horizon, now } = await readHorizon(dependencies.database);
      return { now: encodeTimestamp(now), horizon: encodeTimestamp(horizon), shardCount: SHARD_COUNT };
    },

    async planChunk({ shardFrom, shardUntil, until: wireUntil }, { signal }) {
      dependencies.clock.check();
      const startedAt = performance.now();
      const until = decodeTimestamp("until", wireUntil);
      await checkChunk(dependencies, { shardFrom, shardUntil, until });
      const planned = await planChunk(dependencies, { shards: { shardFrom, shardUntil }, until }, signal);
      return { ...planned, duration: encodeDuration(Math.round(performance.now() - startedAt)) };
    },

    async applyRetention() {
      const { database, runRetention, logger } = dependencies;
      const now = await readDatabaseTime(database);
      const droppedPartitions = await dropHistory(database, new Date(now.getTime() - runRetention));
      if (droppedPartitions.length > 0) logger.info({ droppedPartitions }, "dropped history");
      return { droppedPartitions };
    },
  });
}

async function checkChunk(
  { database }: Dependencies,
  { shardFrom, shardUntil, until }: { shardFrom: number; shardUntil: number; until: Date },
): Promise<void> {
  if (shardFrom < 0 || shardFrom >= shardUntil || shardUntil > SHARD_COUNT) {
    const message = `must be a range of shards between 0 and ${SHARD_COUNT}, the first before the last`;
    throw invalid([{ field: "shardUntil", message }]);
  }
  const now = await readDatabaseTime(database);
  if (until.getTime() > now.getTime() + MAX_PLAN_AHEAD_MS) {
    throw invalid([
      { field: "until", message: `must be within 48 h of the database's clock, ${now.toISOString()}` },
    ]);
  }
}
