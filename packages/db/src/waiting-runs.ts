import type { RunKey, RunReason } from "@repo/core";
import type { DispatchableRun } from "./outbox.ts";
import { RELEASED_COLUMNS, RELEASED_STEP, type ReleasedColumns, releasedRunsOf } from "./overlap-slots.ts";
import { lookUpRuns } from "./run-lookup.ts";
import type { Prepared, Sql } from "./sql.ts";

/** A waiting run that an edit took away. */
export interface WithdrawnRun extends RunKey {
  state: "SKIPPED" | "CANCELLED";
  fireAt: Date;
  attempt: number;
}

export interface WithdrawRuns {
  scheduleId: string;
  reason: Extract<RunReason, "PAUSED" | "SUPERSEDED" | "DELETED">;
  /** Only runs by the spec that are due after this instant; absent: every run that waits. */
  dueAfter?: Date;
}

// of one state each: then the waiting runs of a day can be found by the index of that state, while all runs of the
// schedule, which are a hundred thousand a day for one that runs each second, are read where few others wait
const WITHDRAW_RUNS: Prepared = {
  name: "withdraw-runs",
  text: `
    WITH waiting AS MATERIALIZED (
      SELECT schedule_id, due_at FROM runs WHERE schedule_id = $1 AND due_at > $3 AND state = 'PLANNED'
      UNION ALL
      SELECT schedule_id, due_at FROM runs WHERE schedule_id = $1 AND due_at > $3 AND state = 'QUEUED'
      ORDER BY due_at),
    locked AS (
      SELECT runs.schedule_id, runs.due_at
      FROM waiting ${lookUpRuns(
        "waiting",
        ["(SELECT min(due_at) FROM waiting)", "(SELECT max(due_at) FROM waiting)"],
        {
          conditions: "runs.state::text IN ('PLANNED', 'QUEUED') AND ($4 OR runs.kind = 'SCHEDULED')",
          lock: true,
        },
      )}),
    withdrawn AS (
      UPDATE runs SET state = CASE WHEN attempt = 0 THEN 'SKIPPED'::run_state ELSE 'CANCELLED' END,
                      reason = $2, available_at = NULL, finished_at = now()
      FROM locked WHERE runs.schedule_id = locked.schedule_id AND runs.due_at = locked.due_at
      RETURNING runs.schedule_id, runs.due_at, fire_at, state, attempt),
    freed AS (
      DELETE FROM overlap_slots USING withdrawn
      WHERE overlap_slots.schedule_id = withdrawn.schedule_id AND overlap_slots.due_at = withdrawn.due_at),
    unbuffered AS (
      UPDATE overlap_slots AS slot SET buffered_due_at = NULL FROM withdrawn
      WHERE slot.schedule_id = withdrawn.schedule_id AND slot.buffered_due_at = withdrawn.due_at
        -- a row cannot be deleted and updated by one statement
        AND NOT EXISTS (SELECT 1 FROM withdrawn AS holder WHERE holder.due_at = slot.due_at))
    SELECT schedule_id, due_at, fire_at, state, attempt FROM withdrawn`,
};

/**
 * Takes the waiting runs of a schedule away. Those that never ran become SKIPPED; one that waits for its next attempt
 * has run, and becomes CANCELLED. A run that a worker claims at the same moment is either claimed or withdrawn.
 */
export async function withdrawRuns(
  sql: Sql,
  { scheduleId, reason, dueAfter }: WithdrawRuns,
): Promise<WithdrawnRun[]> {
  const isEveryKind = dueAfter === undefined;
  return sql.query<WithdrawnRun>(WITHDRAW_RUNS, [scheduleId, reason, dueAfter ?? "-infinity", isEveryKind]);
}

/** Due times after an instant that count against `maxRuns`: runs by the spec that no edit has taken away. */
export async function countRunsAfter(
  sql: Sql,
  { scheduleId, after }: { scheduleId: string; after: Date },
): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM runs
     WHERE schedule_id = $1 AND due_at > $2 AND kind = 'SCHEDULED'
       AND (reason IS NULL OR reason NOT IN ('SUPERSEDED', 'PAUSED'))`,
    [scheduleId, after],
  );
  return row?.count ?? 0;
}

/** What CancelRun found and did. */
export interface CancelledRun extends RunKey {
  state: "CANCELLED" | "RUNNING";
  fireAt: Date;
  attempt: number;
  workerId: string | null;
}

/**
 * Cancels a run that has not ended: one that waits is CANCELLED at once, a running one is marked and its worker has
 * to be told.
 *
 * @returns undefined when it has ended, or there is no such run; and the waiting run that may start in its place
 */
export async function cancelRun(
  sql: Sql,
  { scheduleId, dueAt }: RunKey,
  { reason, message }: { reason: "CANCELLED_BY_REQUEST" | "CANCELLED_BY_OVERLAP"; message: string },
): Promise<{ run: CancelledRun; released: DispatchableRun[] } | undefined> {
  const [row] = await sql.query<CancelledRun & ReleasedColumns>(
    `WITH cancelled AS (
       UPDATE runs SET state = CASE WHEN state = 'RUNNING' THEN state ELSE 'CANCELLED' END,
                       reason = CASE WHEN state = 'RUNNING' THEN reason ELSE $3::run_reason END,
                       finished_at = CASE WHEN state = 'RUNNING' THEN NULL ELSE now() END,
                       available_at = NULL, cancel_reason = $3, message = $4
       WHERE schedule_id = $1 AND due_at = $2 AND state IN ('PLANNED', 'QUEUED', 'RUNNING')
       RETURNING schedule_id, due_at, fire_at, state, attempt, worker_id),
     freed AS (
       DELETE FROM overlap_slots AS slot USING cancelled
       WHERE slot.schedule_id = cancelled.schedule_id AND slot.due_at = cancelled.due_at
         AND cancelled.state = 'CANCELLED'
       RETURNING slot.schedule_id, slot.buffered_due_at),
     ${RELEASED_STEP},
     unbuffered AS (
       UPDATE overlap_slots AS slot SET buffered_due_at = NULL FROM cancelled
       WHERE slot.schedule_id = cancelled.schedule_id AND slot.buffered_due_at = cancelled.due_at)
     SELECT cancelled.*, ${RELEASED_COLUMNS}
     FROM cancelled LEFT JOIN released ON released.schedule_id = cancelled.schedule_id`,
    [scheduleId, dueAt, reason, message],
  );
  return row && { run: row, released: releasedRunsOf([row]) };
}
