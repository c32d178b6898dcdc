import { randomUUID } from "node:crypto";
import { readRedisEpoch, unconfirmQueuedRuns, writeRedisEpoch } from "@repo/db";
import { claimEpoch, readEpoch } from "@repo/queue";
import type { Dependencies } from "../dependencies.ts";

export interface RedisGuard {
  /** Compares the epochs. @returns runs that are to be enqueued again because Redis has lost its data */
  tick(): Promise<number>;
}

/**
 * Notices that Redis is not the one that the jobs were put into: emptied, restored, or replaced. Postgres is the
 * truth, so everything that waits is enqueued again; jobs that are there after all keep their ids and stay single.
 */
export function createRedisGuard({ database, producer, logger }: Dependencies): RedisGuard {
  return {
    async tick() {
      const [expected, actual] = await Promise.all([readRedisEpoch(database), readEpoch(producer.redis)]);
      if (actual !== undefined && actual === expected) return 0;
      // the rows first: if this process dies before the epoch is written, the next look does it all again
      const count = await unconfirmQueuedRuns(database);
      await writeRedisEpoch(database, await claimEpoch(producer.redis, randomUUID()));
      if (expected !== undefined)
        logger.warn({ count }, "Redis has lost its data; enqueueing everything again");
      return count;
    },
  };
}
