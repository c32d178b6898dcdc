import type { Sql } from "./sql.ts";

/** The epoch of the Redis that holds this installation's jobs, or undefined before the first. */
export async function readRedisEpoch(sql: Sql): Promise<string | undefined> {
  const [row] = await sql.query<{ redisEpoch: string }>("SELECT redis_epoch FROM installation WHERE id = 1");
  return row?.redisEpoch;
}

export async function writeRedisEpoch(sql: Sql, epoch: string): Promise<void> {
  await sql.query(
    `INSERT INTO installation (id, redis_epoch) VALUES (1, $1)
     ON CONFLICT (id) DO UPDATE SET redis_epoch = excluded.redis_epoch`,
    [epoch],
  );
}
