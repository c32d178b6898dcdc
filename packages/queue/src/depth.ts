import type { QueueDepth } from "@repo/core";
import { QUEUE_NAME } from "./names.ts";
import { queuePrefixOf } from "./queue-shard.ts";
import type { RedisClient } from "./redis.ts";

/** How many jobs a queue holds, in all its shards. @throws when Redis does not answer */
export async function readQueueDepth(
  redis: RedisClient,
  { queue, shardCount }: { queue: string; shardCount: number },
): Promise<QueueDepth> {
  if (redis.status !== "ready") throw new Error(`Redis is not connected (${redis.status})`);
  const depth: QueueDepth = { queue, waitingCount: 0, activeCount: 0, delayedCount: 0 };
  for (let shard = 0; shard < shardCount; shard++) {
    const key = `${queuePrefixOf({ queue, shard, shardCount })}:${QUEUE_NAME}`;
    const [waiting, prioritized, active, delayed] = await Promise.all([
      redis.llen(`${key}:wait`),
      redis.zcard(`${key}:prioritized`),
      redis.llen(`${key}:active`),
      redis.zcard(`${key}:delayed`),
    ]);
    depth.waitingCount += waiting + prioritized;
    depth.activeCount += active;
    depth.delayedCount += delayed;
  }
  return depth;
}
