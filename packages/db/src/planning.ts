import type { ShardRange, Timing } from "@repo/core";
import { type ScheduleRow, TIMING_COLUMNS } from "./schedule-row.ts";
import type { Prepared, Sql } from "./sql.ts";

/** The database's clock: authoritative for everything that is compared between processes. */
export async function readDatabaseTime(sql: Sql): Promise<Date> {
  const [row] = await sql.query<{ now: Date }>("SELECT clock_timestamp() AS now");
  if (row === undefined) throw new Error("Postgres did not tell its time");
  return row.now;
}

/** What planning needs to know of a schedule. */
export type PlannableRow = Pick<
  ScheduleRow,
  | keyof Timing
  | "id"
  | "nextDueAt"
  | "plannedCount"
  | "misfirePolicy"
  | "misfireGrace"
  | "queue"
  | "priority"
  | "revision"
>;

const PLANNING_COLUMNS = [
  ...TIMING_COLUMNS,
  ...["id", "misfire_policy", "misfire_grace", "queue", "priority", "revision"],
].map((column) => `schedules.${column}`);

const LOCK_DUE_CURSORS: Prepared = {
  name: "lock-due-cursors",
  text: `
    SELECT schedule_id, next_due_at, planned_count FROM schedule_cursors
    WHERE shard >= $1 AND shard < $2 AND next_due_at < $3
    ORDER BY shard, next_due_at LIMIT $4
    FOR NO KEY UPDATE SKIP LOCKED`,
};

const READ_PLANNABLE_SCHEDULES: Prepared = {
  name: "read-plannable-schedules",
  text: `
    SELECT ${PLANNING_COLUMNS.join(", ")}, clock_timestamp() AS now FROM schedules WHERE id = ANY($1)`,
};

/**
 * Locks the cursors of up to `limit` schedules of the shards that stand before `until`. Those that another planner or
 * an edit holds are left out: to wait for them while holding others would be a deadlock in the making.
 *
 * Reads the partial index (shard, next_due_at) in its order, so the cost follows what is due, not what exists. The
 * schedules are read afterwards, in a statement of their own: edits lock the cursor first, so what is read then is
 * what the cursor belongs to, and not a definition from before an edit that was waited for.
 *
 * @returns the schedules, and the database's clock
 */
export async function lockDueSchedules(
  sql: Sql,
  { shards, until, limit }: { shards: ShardRange; until: Date; limit: number },
): Promise<{ rows: PlannableRow[]; now: Date }> {
  const cursors = await sql.query<{ scheduleId: string; nextDueAt: Date; plannedCount: number }>(
    LOCK_DUE_CURSORS,
    [shards.shardFrom, shards.shardUntil, until, limit],
  );
  if (cursors.length === 0) return { rows: [], now: until };
  const cursorOf = new Map(cursors.map(({ scheduleId, ...cursor }) => [scheduleId, cursor]));
  const schedules = await sql.query<Omit<PlannableRow, "nextDueAt" | "plannedCount"> & { now: Date }>(
    READ_PLANNABLE_SCHEDULES,
    [[...cursorOf.keys()]],
  );
  const rows = schedules.flatMap((schedule) => {
    const cursor = cursorOf.get(schedule.id);
    return cursor === undefined ? [] : [{ ...schedule, ...cursor }];
  });
  return { rows, now: schedules[0]?.now ?? until };
}

/** A due time that becomes a run row. */
export interface NewRun {
  scheduleId: string;
  dueAt: Date;
  fireAt: Date;
  revision: number;
  misfired: boolean;
}

/** A run that needs a job in Redis. */
export interface EnqueueableRun {
  scheduleId: string;
  dueAt: Date;
  revision: number;
  /** Tries so far; the job is for the next one. */
  attempt: number;
  availableAt: Date;
}

const INSERT_PLANNED_RUNS: Prepared = {
  name: "insert-planned-runs",
  text: `
    INSERT INTO runs (schedule_id, due_at, fire_at, kind, state, reason, revision, available_at, finished_at)
    SELECT schedule_id, due_at, fire_at, 'SCHEDULED',
           CASE WHEN misfired THEN 'SKIPPED'::run_state ELSE 'PLANNED' END,
           CASE WHEN misfired THEN 'MISFIRED'::run_reason END,
           revision,
           CASE WHEN misfired THEN NULL ELSE fire_at END,
           CASE WHEN misfired THEN now() END
    FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::int[], $5::bool[])
      AS planned(schedule_id, due_at, fire_at, revision, misfired)
    ON CONFLICT (schedule_id, due_at) DO UPDATE
      SET fire_at = excluded.fire_at, state = excluded.state, reason = excluded.reason, message = '',
          revision = excluded.revision, available_at = excluded.available_at,
          finished_at = excluded.finished_at, planned_at = now(), queued_at = NULL, bundle_id = NULL
      WHERE runs.state = 'SKIPPED' AND runs.reason IN ('SUPERSEDED', 'PAUSED') AND runs.attempt = 0
    RETURNING schedule_id, due_at, revision, attempt, available_at, state`,
};

/**
 * Inserts run rows; a due time that has a row already is left alone, unless that row was superseded or paused away
 * and never ran: then it comes back to life under the new revision.
 *
 * @returns the runs that are to be executed
 */
export async function insertPlannedRuns(sql: Sql, runs: readonly NewRun[]): Promise<EnqueueableRun[]> {
  if (runs.length === 0) return [];
  const rows = await sql.query<EnqueueableRun>(INSERT_PLANNED_RUNS, [
    runs.map((run) => run.scheduleId),
    runs.map((run) => run.dueAt.toISOString()),
    runs.map((run) => run.fireAt.toISOString()),
    runs.map((run) => run.revision),
    runs.map((run) => run.misfired),
  ]);
  return rows.filter((row) => row.availableAt !== null);
}

/** The new cursor of a schedule; without one it is completed. */
export interface CursorAdvance {
  scheduleId: string;
  nextDueAt: Date | undefined;
  /** Due times that became rows. */
  plannedCount: number;
}

const ADVANCE_CURSORS: Prepared = {
  name: "advance-cursors",
  text: `
    UPDATE schedule_cursors SET next_due_at = advance.next_due_at,
                                planned_count = schedule_cursors.planned_count + advance.planned_count
    FROM unnest($1::uuid[], $2::timestamptz[], $3::int[]) AS advance(id, next_due_at, planned_count)
    WHERE schedule_cursors.schedule_id = advance.id`,
};

/** Moves the cursors of locked schedules; one that has no due time left completes its schedule. */
export async function advanceCursors(sql: Sql, advances: readonly CursorAdvance[]): Promise<void> {
  if (advances.length === 0) return;
  await sql.query(ADVANCE_CURSORS, [
    advances.map((advance) => advance.scheduleId),
    advances.map((advance) => advance.nextDueAt?.toISOString() ?? null),
    advances.map((advance) => advance.plannedCount),
  ]);
  const completed = advances.filter((advance) => advance.nextDueAt === undefined);
  if (completed.length === 0) return;
  await sql.query("UPDATE schedules SET state = 'COMPLETED' WHERE id = ANY($1)", [
    completed.map((advance) => advance.scheduleId),
  ]);
}

/** A schedule that cannot be planned, and why, for people. */
export interface UnplannableSchedule {
  scheduleId: string;
  note: string;
}

/**
 * Pauses locked schedules that cannot be planned, such as one whose zone this version does not know any more: left
 * alone, it would keep the horizon of its shard from ever moving again.
 */
export async function pauseUnplannableSchedules(
  sql: Sql,
  schedules: readonly UnplannableSchedule[],
): Promise<void> {
  if (schedules.length === 0) return;
  await sql.query(
    `WITH unplannable AS (SELECT * FROM unnest($1::uuid[], $2::text[]) AS unplannable(id, note)),
     cursors AS (
       UPDATE schedule_cursors SET next_due_at = NULL FROM unplannable
       WHERE schedule_cursors.schedule_id = unplannable.id),
     ranges AS (
       INSERT INTO skipped_ranges (schedule_id, from_at, reason) SELECT id, now(), 'PAUSED' FROM unplannable)
     UPDATE schedules SET state = 'PAUSED', pause_note = unplannable.note, revision = revision + 1, updated_at = now()
     FROM unplannable WHERE schedules.id = unplannable.id`,
    [schedules.map((schedule) => schedule.scheduleId), schedules.map((schedule) => schedule.note)],
  );
}
