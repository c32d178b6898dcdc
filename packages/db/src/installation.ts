import type { Sql } from "./sql.ts";

/** What all processes of an installation have to agree on. */
export interface Installation {
  /** The epoch of the Redis that holds the jobs, undefined before the first. */
  redisEpoch: string | undefined;
  /** Into how many shards each queue is cut. */
  queueShards: number;
}

export async function readInstallation(sql: Sql): Promise<Installation> {
  const [row] = await sql.query<{ redisEpoch: string | null; queueShards: number }>(
    "SELECT redis_epoch, queue_shards FROM installation WHERE id = 1",
  );
  return { redisEpoch: row?.redisEpoch ?? undefined, queueShards: row?.queueShards ?? 1 };
}

export async function writeRedisEpoch(sql: Sql, epoch: string): Promise<void> {
  await sql.query(
    `INSERT INTO installation (id, redis_epoch) VALUES (1, $1)
     ON CONFLICT (id) DO UPDATE SET redis_epoch = excluded.redis_epoch`,
    [epoch],
  );
}

export async function writeQueueShards(sql: Sql, queueShards: number): Promise<void> {
  await sql.query(
    `INSERT INTO installation (id, queue_shards) VALUES (1, $1)
     ON CONFLICT (id) DO UPDATE SET queue_shards = excluded.queue_shards`,
    [queueShards],
  );
}
