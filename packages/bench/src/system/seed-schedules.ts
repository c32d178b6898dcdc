import { ScheduleDefinition, type ScheduleDefinitionInput, type Spec, shardOf } from "@repo/core";
import type { Pool } from "pg";
import { v7 as uuidv7 } from "uuid";

const BATCH_SIZE = 20_000;

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
  definition?: Partial<ScheduleDefinitionInput>;
}

/**
 * Stores active schedules as the API would, but many at once, so that a million takes a minute.
 *
 * @returns their ids
 */
export async function seedSchedules(
  sql: Pool,
  { count, scheduleAt, definition }: SeedOptions,
): Promise<string[]> {
  const template = columnsOf(
    ScheduleDefinition.parse({
      name: "seeded",
      spec: { type: "interval", every: 3_600_000 },
      target: { type: "noop" },
      ...EXACT,
      ...definition,
    }),
  );
  const common = { ...template, state: "ACTIVE", revision: 1, owner: "", pause_note: "", planned_count: 0 };
  const own = ["id", "name", "shard", "spec", "next_due_at"];
  const shared = Object.keys(common).filter((column) => !own.includes(column));
  const ids: string[] = [];
  for (let from = 0; from < count; from += BATCH_SIZE) {
    const length = Math.min(BATCH_SIZE, count - from);
    const batch = Array.from({ length }, (_, i) => ({ id: uuidv7(), ...scheduleAt(from + i) }));
    await sql.query(
      `INSERT INTO schedules (${own.join(", ")}, ${shared.join(", ")})
       SELECT ${own.map((column) => `own.${column}`).join(", ")}, ${shared.map((column) => `common.${column}`).join(", ")}
       FROM unnest($1::uuid[], $2::text[], $3::smallint[], $4::jsonb[], $5::timestamptz[])
              AS own(id, name, shard, spec, next_due_at),
            jsonb_populate_record(NULL::schedules, $6) AS common`,
      [
        batch.map(({ id }) => id),
        batch.map(({ name }) => name),
        batch.map(({ id }) => shardOf(id)),
        batch.map(({ spec }) => JSON.stringify(spec)),
        batch.map(({ nextDueAt }) => nextDueAt.toISOString()),
        JSON.stringify(common),
      ],
    );
    for (const { id } of batch) ids.push(id);
  }
  await sql.query("VACUUM ANALYZE schedules");
  return ids;
}

function columnsOf(definition: ScheduleDefinition): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(definition).map(([field, value]) => [
      field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}
