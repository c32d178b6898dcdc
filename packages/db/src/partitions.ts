import type { Database } from "./database.ts";
import type { Sql } from "./sql.ts";

const DAY_MS = 86_400_000;
export const PARTITIONED_TABLES = ["runs", "attempts"] as const;
/** The key of the advisory lock under which partitions are made and dropped, by one process at a time. */
export const PARTITION_LOCK = 7_203_119;

/** Makes the daily partitions of runs and attempts that a write is about to need. */
export interface Partitions {
  /** Makes sure that every day of `[from, until]` has its partitions. Asks Postgres only about days it has not seen. */
  ensure(from: Date, until: Date): Promise<void>;
}

export function createPartitions(database: Database): Partitions {
  const known = new Set<string>();
  return {
    async ensure(from, until) {
      const missing = daysBetween(from, until).filter((day) => !known.has(day));
      if (missing.length === 0) return;
      // callers are often in a transaction of their own
      await database.transactionAside(async (sql) => {
        await sql.query("SELECT pg_advisory_xact_lock($1)", [PARTITION_LOCK]);
        const names = missing.flatMap((day) => PARTITIONED_TABLES.map((table) => partitionName(table, day)));
        const rows = await sql.query<{ name: string }>(
          `SELECT relname AS name FROM pg_class
           WHERE relnamespace = 'partitions'::regnamespace AND relname = ANY($1)`,
          [names],
        );
        const existing = new Set(rows.map((row) => row.name));
        for (const day of missing) {
          for (const table of PARTITIONED_TABLES) {
            const name = partitionName(table, day);
            if (!existing.has(name)) await createPartition(sql, table, name, day);
          }
        }
      });
      for (const day of missing) known.add(day);
    },
  };
}

/** UTC days such as `2026-03-29`, the last one included. */
function daysBetween(from: Date, until: Date): string[] {
  const days: string[] = [];
  for (let day = Math.floor(from.getTime() / DAY_MS); day * DAY_MS <= until.getTime(); day++) {
    days.push(isoDay(day * DAY_MS));
  }
  return days;
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function partitionName(table: string, day: string): string {
  return `${table}_${day.replaceAll("-", "")}`;
}

// made beside the table and then attached: CREATE TABLE … PARTITION OF would lock out every reader and writer
async function createPartition(sql: Sql, table: string, name: string, day: string): Promise<void> {
  const next = isoDay(Date.parse(day) + DAY_MS);
  await sql.query(`CREATE TABLE partitions."${name}" (LIKE public."${table}" INCLUDING ALL)`);
  await sql.query(
    `ALTER TABLE public."${table}" ATTACH PARTITION partitions."${name}"
     FOR VALUES FROM ('${day}T00:00:00Z') TO ('${next}T00:00:00Z')`,
  );
}
