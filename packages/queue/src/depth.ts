import type { QueueDepth } from "@repo/core";
import type { Redis } from "ioredis";
import { QUEUE_NAME, queuePrefixOf } from "./names.ts";

/** How many jobs each queue holds. @throws when Redis does not answer */
export async function readQueueDepths(redis: Redis, queues: readonly string[]): Promise<QueueDepth[]> {
  if (redis.status !== "ready") throw new Error(`Redis is not connected (${redis.status})`);
  const pipeline = redis.pipeline();
  for (const queue of queues) {
    const key = `${queuePrefixOf(queue)}:${QUEUE_NAME}`;
    pipeline.llen(`${key}:wait`).zcard(`${key}:prioritized`).llen(`${key}:active`).zcard(`${key}:delayed`);
  }
  const answers = ((await pipeline.exec()) ?? []).map(([error, count]) => {
    if (error) throw error;
    return Number(count);
  });
  return queues.map((queue, i) => {
    const [waiting = 0, prioritized = 0, active = 0, delayed = 0] = answers.slice(i * 4, i * 4 + 4);
    return { queue, waitingCount: waiting + prioritized, activeCount: active, delayedCount: delayed };
  });
}
