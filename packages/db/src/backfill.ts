import { dueBoundsOf } from "./due-bounds.ts";
import type { EnqueueableRun } from "./planning.ts";
import type { Sql } from "./sql.ts";

/** Which of the due times have a run that was not skipped. The schedule must be locked. */
export async function findKeptDueTimes(
  sql: Sql,
  { scheduleId, dueAts }: { scheduleId: string; dueAts: readonly Date[] },
): Promise<Date[]> {
  if (dueAts.length === 0) return [];
  const rows = await sql.query<{ dueAt: Date }>(
    `SELECT due_at FROM runs
     WHERE schedule_id = $1 AND due_at = ANY($2::timestamptz[]) AND state <> 'SKIPPED'
       AND due_at BETWEEN $3 AND $4`,
    [
      scheduleId,
      dueAts.map((dueAt) => dueAt.toISOString()),
      ...dueBoundsOf(dueAts.map((dueAt) => ({ dueAt }))),
    ],
  );
  return rows.map(({ dueAt }) => dueAt);
}

export interface BackfilledRuns {
  scheduleId: string;
  revision: number;
  runs: readonly { dueAt: Date; fireAt: Date }[];
}

/**
 * Inserts past due times as runs by hand, and brings those back to life that were skipped. One that has run, or is
 * about to, is left alone.
 *
 * @returns the runs that are to be executed
 */
export async function insertBackfilledRuns(
  sql: Sql,
  { scheduleId, revision, runs }: BackfilledRuns,
): Promise<EnqueueableRun[]> {
  if (runs.length === 0) return [];
  return sql.query<EnqueueableRun>(
    `INSERT INTO runs (schedule_id, due_at, fire_at, kind, state, revision, available_at)
     SELECT $1, due_at, fire_at, 'BACKFILLED', 'PLANNED', $2, fire_at
     FROM unnest($3::timestamptz[], $4::timestamptz[]) AS backfilled(due_at, fire_at) ORDER BY due_at
     ON CONFLICT (schedule_id, due_at) DO UPDATE
       SET fire_at = excluded.fire_at, kind = excluded.kind, state = excluded.state, reason = NULL, message = '',
           revision = excluded.revision, available_at = excluded.available_at, finished_at = NULL,
           planned_at = now(), queued_at = NULL
       WHERE runs.state = 'SKIPPED' AND runs.attempt = 0
     RETURNING schedule_id, due_at, revision, attempt, available_at`,
    [
      scheduleId,
      revision,
      runs.map(({ dueAt }) => dueAt.toISOString()),
      runs.map(({ fireAt }) => fireAt.toISOString()),
    ],
  );
}
