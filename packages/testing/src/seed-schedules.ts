import { ScheduleDefinition, type ScheduleDefinitionInput, type Spec, shardOf } from "@repo/core";
import { v7 as uuidv7 } from "uuid";

const BATCH_SIZE = 20_000;

/** A connection to Postgres, or a pool of them. */
export interface SqlRunner {
  query(text: string, values?: unknown[]): Promise<unknown>;
}

/** What one seeded schedule has of its own. */
export interface SeededSchedule {
  name: string;
  spec: Spec;
  nextDueAt: Date;
}

/** Misses and overlaps play no part: what is late runs all the same, exactly once. */
const EXACT = {
  misfirePolicy: "FIRE_ALL",
  misfireGrace: 86_400_000,
  overlapPolicy: "ALLOW",
} as const satisfies Partial<ScheduleDefinitionInput>;

export interface SeedOptions {
  count: number;
  /** The schedule at each place, from 0. */
  scheduleAt: (index: number) => SeededSchedule;
  /** What all of them have in common. */
  definition?: Partial<ScheduleDefinitionInput> | undefined;
}

/**
 * Stores active schedules as the API would, but many at once, so that a million takes a minute.
 *
 * @returns their ids
 */
export async function seedSchedules(
  sql: SqlRunner,
  { count, scheduleAt, definition }: SeedOptions,
): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < count; from += BATCH_SIZE) {
    const length = Math.min(BATCH_SIZE, count - from);
    const batch = Array.from({ length }, (_, i) => scheduleAt(from + i));
    for (const id of await insertScheduleRows(sql, batch, definition)) ids.push(id);
  }
  await sql.query("VACUUM ANALYZE schedules, schedule_cursors");
  return ids;
}

/** Inserts rows of active schedules with one statement and nothing around it. @returns their ids */
export async function insertScheduleRows(
  sql: SqlRunner,
  schedules: readonly SeededSchedule[],
  definition: SeedOptions["definition"] = {},
): Promise<string[]> {
  const common = commonColumns(definition);
  const own = ["id", "name", "spec"];
  const shared = Object.keys(common).filter((column) => !own.includes(column));
  const ids = schedules.map(() => uuidv7());
  await sql.query(
    `WITH own AS (
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::smallint[], $4::jsonb[], $5::timestamptz[])
         AS own(id, name, shard, spec, next_due_at)),
     cursors AS (
       INSERT INTO schedule_cursors (schedule_id, shard, next_due_at) SELECT id, shard, next_due_at FROM own)
     INSERT INTO schedules (${own.join(", ")}, ${shared.join(", ")})
     SELECT ${own.map((column) => `own.${column}`).join(", ")}, ${shared.map((column) => `common.${column}`).join(", ")}
     FROM own, jsonb_populate_record(NULL::schedules, $6) AS common`,
    [
      ids,
      schedules.map(({ name }) => name),
      ids.map(shardOf),
      schedules.map(({ spec }) => JSON.stringify(spec)),
      schedules.map(({ nextDueAt }) => nextDueAt.toISOString()),
      JSON.stringify(common),
    ],
  );
  return ids;
}

/** What is the same in every row, by column. */
function commonColumns(overrides: SeedOptions["definition"]): Record<string, unknown> {
  const definition = ScheduleDefinition.parse({
    name: "seeded",
    spec: { type: "interval", every: 3_600_000 },
    target: { type: "noop" },
    ...EXACT,
    ...overrides,
  });
  const columns = Object.entries(definition).map(([field, value]) => [
    field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  ]);
  return {
    ...Object.fromEntries(columns),
    state: "ACTIVE",
    revision: 1,
    owner: "",
    pause_note: "",
  };
}
