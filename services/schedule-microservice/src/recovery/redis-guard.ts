import { randomUUID } from "node:crypto";
import {
  type Installation,
  readInstallation,
  unconfirmQueuedRuns,
  writeQueueShards,
  writeRedisEpoch,
} from "@repo/db";
import { claimEpoch, readEpoch } from "@repo/queue";
import type { Dependencies } from "../dependencies.ts";

export interface RedisGuard {
  /** Compares the epochs. @returns runs that are to be enqueued again because Redis may have lost their jobs */
  tick(): Promise<number>;
}

export interface RedisGuardOptions {
  /** Into how many shards each queue is to be cut; undefined: as many as before. The replica that starts last decides. */
  queueShards: number | undefined;
}

/**
 * Notices that the jobs are not where they were put: Redis was emptied, restored or replaced, a replica took over, or
 * the queues are cut into another number of shards. Postgres is the truth, so everything that waits is enqueued again;
 * jobs that are there after all keep their ids and stay single.
 */
export function createRedisGuard(
  { database, producer, logger }: Dependencies,
  { queueShards: wanted }: RedisGuardOptions,
): RedisGuard {
  let hasDecided = false;

  async function agree(): Promise<Installation> {
    const installation = await readInstallation(database);
    if (wanted === undefined || hasDecided) return installation;
    if (wanted !== installation.queueShards) await writeQueueShards(database, wanted);
    hasDecided = true;
    return { ...installation, queueShards: wanted };
  }

  return {
    async tick() {
      const { redisEpoch: expected, queueShards } = await agree();
      producer.useShards(queueShards);
      const epochOf = (redisEpoch: string) => `${queueShards} ${redisEpoch}`;
      const actual = await readEpoch(producer.redis);
      if (actual !== undefined && epochOf(actual) === expected) return 0;
      // the rows first: if this process dies before the epoch is written, the next look does it all again
      const count = await unconfirmQueuedRuns(database);
      await writeRedisEpoch(database, epochOf(await claimEpoch(producer.redis, randomUUID())));
      if (expected !== undefined)
        logger.warn({ count }, "Redis may have lost jobs; enqueueing everything that waits again");
      return count;
    },
  };
}
