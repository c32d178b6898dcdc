import type { AttemptEnd, AttemptOutcome, Output, RunKey, RunReason, RunState } from "@repo/core";
import type { RunPolicies } from "./claims.ts";
import { dueBoundsOf } from "./due-bounds.ts";
import type { DispatchableRun } from "./outbox.ts";
import { RELEASED_COLUMNS, RELEASED_STEP, type ReleasedColumns, releasedRunsOf } from "./overlap-slots.ts";
import { atItsPlace, lookUpRuns } from "./run-lookup.ts";
import type { Prepared, Sql } from "./sql.ts";

/** An attempt that ended, and what becomes of its run. */
export interface EndedAttempt extends RunKey {
  /** The fencing token: only the holder of the current attempt may end it. */
  attempt: number;
  workerId: string;
  outcome: AttemptOutcome;
  end: AttemptEnd;
  message: string;
  output: Output | undefined;
  /** Milliseconds in the target. */
  duration: number;
}

/** What became of the run when its attempt's end was recorded, beside what was said of the attempt. */
export type EndedRun<Attempt extends EndedAttempt = EndedAttempt> = Omit<Attempt, "message"> & {
  state: RunState;
  reason: RunReason | null;
  message: string;
  /** When the next attempt may start; null when none follows. */
  availableAt: Date | null;
  /** When this was recorded, by the database's clock. */
  occurredAt: Date;
};

/** How the run of an ended attempt is found to be written, from the step `held`. */
const WAYS_TO_ITS_RUN = {
  "end-attempts": atItsPlace("held", ["$2", "$3"]),
  // waits for whoever is just writing the row, and goes on from what it is then
  "end-attempts-again": `runs.schedule_id = held.schedule_id AND runs.due_at = held.due_at
    AND runs.due_at BETWEEN $2 AND $3`,
};

const endAttemptsBy = (name: keyof typeof WAYS_TO_ITS_RUN): Prepared => ({
  name,
  text: `
    WITH ended AS (
      SELECT * FROM jsonb_to_recordset($1) AS ended(
        index int, schedule_id uuid, due_at timestamptz, attempt int, worker_id text, outcome attempt_outcome,
        state run_state, reason run_reason, retry_after float8, message text, output jsonb, duration float8)),
    held AS MATERIALIZED (
      SELECT ended.*, runs.runs_table, runs.runs_place
      FROM ended ${lookUpRuns("ended", ["$2", "$3"], {
        conditions:
          "runs.state::text = 'RUNNING' AND runs.attempt = ended.attempt AND runs.worker_id = ended.worker_id",
      })}),
    moved AS (
      UPDATE runs SET
        -- a run that was asked to stop is not tried again
        state = CASE WHEN held.state = 'QUEUED' AND runs.cancel_reason IS NOT NULL THEN 'CANCELLED'
                     ELSE held.state END,
        reason = CASE WHEN held.state = 'QUEUED' AND runs.cancel_reason IS NOT NULL THEN runs.cancel_reason
                      ELSE held.reason END,
        available_at = CASE WHEN held.state = 'QUEUED' AND runs.cancel_reason IS NULL
                            THEN clock_timestamp() + make_interval(secs => held.retry_after / 1000.0) END,
        finished_at = CASE WHEN held.state = 'QUEUED' AND runs.cancel_reason IS NULL THEN NULL
                           ELSE clock_timestamp() END,
        -- the note of who cancelled it says more than how the attempt ended, which the attempt itself keeps
        message = CASE WHEN runs.cancel_reason = 'CANCELLED_BY_REQUEST' AND runs.message <> ''
                            AND held.state IN ('QUEUED', 'CANCELLED')
                       THEN runs.message ELSE held.message END,
        lost_attempts = runs.lost_attempts + CASE WHEN held.outcome = 'WORKER_LOST' THEN 1 ELSE 0 END
      FROM held
      WHERE ${WAYS_TO_ITS_RUN[name]}
        AND runs.state = 'RUNNING' AND runs.attempt = held.attempt AND runs.worker_id = held.worker_id
      RETURNING held.index, runs.schedule_id, runs.due_at, runs.state, runs.reason, runs.message, runs.attempt,
                runs.worker_id, runs.available_at, runs.attempt_started_at, held.outcome,
                held.message AS attempt_message, held.output, held.duration),
    recorded AS (
      INSERT INTO attempts (schedule_id, due_at, attempt, worker_id, started_at, finished_at, outcome, message, output,
                            duration)
      SELECT schedule_id, due_at, attempt, worker_id, attempt_started_at, clock_timestamp(), outcome, attempt_message,
             output, duration FROM moved),
    freed AS (
      DELETE FROM overlap_slots AS slot USING moved
      WHERE slot.schedule_id = moved.schedule_id AND slot.due_at = moved.due_at AND moved.state <> 'QUEUED'
      RETURNING slot.schedule_id, slot.due_at, slot.buffered_due_at),
    ${RELEASED_STEP}
    SELECT moved.index, moved.schedule_id, moved.state, moved.reason, moved.message, moved.available_at,
           clock_timestamp() AS occurred_at, ${RELEASED_COLUMNS}
    FROM moved LEFT JOIN freed ON freed.schedule_id = moved.schedule_id AND freed.due_at = moved.due_at
    LEFT JOIN released ON released.schedule_id = freed.schedule_id`,
});

const END_ATTEMPTS = endAttemptsBy("end-attempts");
const END_ATTEMPTS_AGAIN = endAttemptsBy("end-attempts-again");

/**
 * Records ended attempts, moves their runs on and frees overlap slots, in one statement. What is not RUNNING under
 * the same attempt and worker any more is left alone: its holder lost it.
 *
 * @returns the runs that were moved on, and the waiting runs that a freed slot lets start now
 */
export async function endAttempts<Attempt extends EndedAttempt>(
  sql: Sql,
  ended: readonly Attempt[],
): Promise<{ runs: EndedRun<Attempt>[]; released: DispatchableRun[] }> {
  const first = await endBy(END_ATTEMPTS, sql, ended);
  if (first.runs.length === ended.length) return first;
  // lost, or just written by others, such as one who asks it to stop
  const again = await endBy(
    END_ATTEMPTS_AGAIN,
    sql,
    ended.filter((_, index) => !first.moved.has(index)),
  );
  return { runs: [...first.runs, ...again.runs], released: [...first.released, ...again.released] };
}

async function endBy<Attempt extends EndedAttempt>(
  statement: Prepared,
  sql: Sql,
  ended: readonly Attempt[],
): Promise<{ runs: EndedRun<Attempt>[]; released: DispatchableRun[]; moved: Set<number> }> {
  if (ended.length === 0) return { runs: [], released: [], moved: new Set() };
  const rows = await sql.query<MovedRow & ReleasedColumns>(statement, [
    JSON.stringify(ended.map(recordOf)),
    ...dueBoundsOf(ended),
  ]);
  const runs = rows.flatMap(({ index, state, reason, message, availableAt, occurredAt }) => {
    const attempt = ended[index];
    return attempt === undefined ? [] : [{ ...attempt, state, reason, message, availableAt, occurredAt }];
  });
  return { runs, released: releasedRunsOf(rows), moved: new Set(rows.map(({ index }) => index)) };
}

/** What became of the attempt at this place of those that were given. */
type MovedRow = Pick<EndedRun, "state" | "reason" | "message" | "availableAt" | "occurredAt"> & {
  index: number;
};

function recordOf(ended: EndedAttempt, index: number) {
  return {
    index,
    schedule_id: ended.scheduleId,
    due_at: ended.dueAt,
    attempt: ended.attempt,
    worker_id: ended.workerId,
    outcome: ended.outcome,
    state: ended.end.state,
    reason: ended.end.reason,
    retry_after: ended.end.retryAfter,
    message: ended.message,
    output: ended.output,
    duration: ended.duration,
  };
}

/** A running run that its worker does not carry out any more. */
export interface LostRun extends RunKey {
  scheduleName: string;
  fireAt: Date;
  attempt: number;
  lostAttempts: number;
  workerId: string;
  policies: RunPolicies;
  queue: string;
  priority: number;
  revision: number;
}

/** Goes on from running runs, which are found by the index of those before anything else is looked up. */
const held = (running: string) => `
  SELECT runs.schedule_id, runs.due_at, runs.fire_at, runs.attempt, runs.lost_attempts, runs.worker_id,
         runs.revision, schedules.name AS schedule_name,
         schedules.max_attempts, schedules.initial_backoff, schedules.max_backoff, schedules.attempt_timeout,
         schedules.delivery, schedules.overlap_policy, schedules.queue, schedules.priority
  FROM (${running}) AS runs JOIN schedules ON schedules.id = runs.schedule_id`;

const FIND_LOST_RUNS: Prepared = {
  name: "find-lost-runs",
  text: held(`
    SELECT * FROM runs
    WHERE state = 'RUNNING' AND NOT EXISTS (SELECT 1 FROM processes WHERE processes.id = runs.worker_id)
    LIMIT $1`),
};

/** Runs whose worker is gone. The answer is a hint: ending them checks attempt and worker again. */
export async function findLostRuns(sql: Sql, limit: number): Promise<LostRun[]> {
  return (await sql.query<LostRunRow>(FIND_LOST_RUNS, [limit])).map(lostRunOf);
}

const FIND_HELD_RUNS: Prepared = {
  name: "find-held-runs",
  text: held(`
    SELECT * FROM runs
    WHERE state = 'RUNNING' AND worker_id = $1
      AND attempt_started_at < now() - make_interval(secs => $2 / 1000.0)
    OFFSET 0`),
};

/** The running runs of one worker whose attempt began longer than `olderThanMs` ago. */
export async function findHeldRuns(
  sql: Sql,
  { workerId, olderThanMs }: { workerId: string; olderThanMs: number },
): Promise<LostRun[]> {
  return (await sql.query<LostRunRow>(FIND_HELD_RUNS, [workerId, olderThanMs])).map(lostRunOf);
}

type LostRunRow = Omit<LostRun, "policies"> & RunPolicies;

function lostRunOf(row: LostRunRow): LostRun {
  const { maxAttempts, initialBackoff, maxBackoff, attemptTimeout, delivery, overlapPolicy, ...run } = row;
  return {
    ...run,
    policies: { maxAttempts, initialBackoff, maxBackoff, attemptTimeout, delivery, overlapPolicy },
  };
}
