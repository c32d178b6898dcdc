import type { Database } from "./database.ts";
import { PARTITION_LOCK, PARTITIONED_TABLES } from "./partitions.ts";

/**
 * Drops history older than an instant: whole days of runs and attempts by dropping their partitions, which costs the
 * same however many rows they hold, and what belongs to them.
 *
 * @returns the partitions that were dropped
 */
export async function dropHistory(database: Database, olderThan: Date): Promise<string[]> {
  const dropped: string[] = [];
  for (const table of PARTITIONED_TABLES) {
    const lastDay = olderThan.toISOString().slice(0, 10).replaceAll("-", "");
    const partitions = await database.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class
       WHERE relnamespace = 'partitions'::regnamespace AND relkind = 'r' AND relname >= $1 AND relname < $2
       ORDER BY relname`,
      [`${table}_`, `${table}_${lastDay}`],
    );
    for (const { name } of partitions) {
      if (await dropPartition(database, table, name)) dropped.push(name);
    }
  }
  await database.query("DELETE FROM skipped_ranges WHERE until_at < $1", [olderThan]);
  await database.query("DELETE FROM schedules WHERE state = 'DELETED' AND updated_at < $1", [olderThan]);
  return dropped;
}

const LOCK_NOT_AVAILABLE = "55P03";

/** @returns false when another process is at it, or the table is busy: the next run of the master tries again */
async function dropPartition(database: Database, table: string, name: string): Promise<boolean> {
  try {
    return await database.transaction(async (sql) => {
      // whoever waits for this lock makes everyone else wait behind him, so nobody waits long
      await sql.query("SET LOCAL lock_timeout = '200ms'");
      const [lock] = await sql.query<{ held: boolean }>("SELECT pg_try_advisory_xact_lock($1) AS held", [
        PARTITION_LOCK,
      ]);
      if (lock?.held !== true) return false;
      await sql.query(`ALTER TABLE public."${table}" DETACH PARTITION partitions."${name}"`);
      await sql.query(`DROP TABLE partitions."${name}"`);
      return true;
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}
