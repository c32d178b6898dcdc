import type { ShardRange } from "@repo/core";
import type { Database } from "./database.ts";
import type { Prepared, Sql } from "./sql.ts";

/**
 * The horizon of one shard, held still until the transaction ends: an edit plans up to it, and no planner may move
 * it past a cursor that the edit has set back.
 */
export async function holdHorizon(sql: Sql, shard: number): Promise<Date> {
  const [row] = await sql.query<{ plannedUntil: Date }>(
    "SELECT planned_until FROM shard_horizons WHERE shard = $1 FOR SHARE",
    [shard],
  );
  if (row === undefined) throw noHorizon(shard);
  return row.plannedUntil;
}

const HOLD_HORIZON_NOW: Prepared = {
  name: "hold-horizon-now",
  text: `
    SELECT held.planned_until AS horizon, clock_timestamp() AS now
    FROM (SELECT planned_until FROM shard_horizons WHERE shard = $1 FOR SHARE) AS held`,
};

/** The horizon of one shard, held as by {@link holdHorizon}, and the database's clock once it is held. */
export async function holdHorizonNow(sql: Sql, shard: number): Promise<{ horizon: Date; now: Date }> {
  const [row] = await sql.query<{ horizon: Date; now: Date }>(HOLD_HORIZON_NOW, [shard]);
  if (row === undefined) throw noHorizon(shard);
  return row;
}

/**
 * Moves the horizon of the shards to `until`, unless a cursor before it is left.
 *
 * Waits for edits that hold the horizon: once it has the rows, no cursor can be set back behind its look.
 *
 * @returns whether the horizon was moved
 */
export async function advanceHorizon(database: Database, shards: ShardRange, until: Date): Promise<boolean> {
  return database.transaction(async (sql) => {
    await sql.query(
      "SELECT 1 FROM shard_horizons WHERE shard >= $1 AND shard < $2 ORDER BY shard FOR UPDATE",
      [shards.shardFrom, shards.shardUntil],
    );
    const [left] = await sql.query(
      "SELECT 1 FROM schedule_cursors WHERE shard >= $1 AND shard < $2 AND next_due_at < $3 LIMIT 1",
      [shards.shardFrom, shards.shardUntil, until],
    );
    if (left !== undefined) return false;
    await sql.query(
      `UPDATE shard_horizons SET planned_until = $3
       WHERE shard >= $1 AND shard < $2 AND planned_until < $3`,
      [shards.shardFrom, shards.shardUntil, until],
    );
    return true;
  });
}

/** The instant before which every due time of every shard is a run, and the database's clock. */
export async function readHorizon(sql: Sql): Promise<{ horizon: Date; now: Date }> {
  const [row] = await sql.query<{ horizon: Date; now: Date }>(
    "SELECT min(planned_until) AS horizon, clock_timestamp() AS now FROM shard_horizons",
  );
  if (row === undefined) throw new Error("there are no shards: the database is not migrated");
  return row;
}

function noHorizon(shard: number): Error {
  return new Error(`shard ${shard} has no horizon: the database is not migrated`);
}
