import type { RunKey } from "@repo/core";
import { dueBoundsOf } from "./due-bounds.ts";
import type { EnqueueableRun } from "./planning.ts";
import { atItsPlace, lookUpRuns } from "./run-lookup.ts";
import type { Prepared, Sql } from "./sql.ts";

/** A run to enqueue, with what its job needs to know of the schedule. */
export interface DispatchableRun extends EnqueueableRun {
  queue: string;
  priority: number;
}

const CONFIRM_QUEUED: Prepared = {
  name: "confirm-queued",
  text: `
    WITH confirmed AS (
      SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::int[], $4::uuid[])
        AS confirmed(schedule_id, due_at, revision, bundle_id)
      ORDER BY schedule_id, due_at),
    unconfirmed AS (
      SELECT runs.runs_table, runs.runs_place, confirmed.bundle_id
      FROM confirmed ${lookUpRuns("confirmed", ["$5", "$6"], {
        conditions: "runs.revision = confirmed.revision AND runs.state::text = 'PLANNED'",
        lock: true,
      })})
    UPDATE runs SET state = 'QUEUED', queued_at = clock_timestamp(), bundle_id = unconfirmed.bundle_id
    FROM unconfirmed WHERE ${atItsPlace("unconfirmed", ["$5", "$6"])}`,
};

/**
 * Records that the jobs of these runs are in Redis. A run that was claimed meanwhile stays as it is; one that was
 * written meanwhile and waits all the same is left to the outbox.
 */
export async function confirmQueued(
  sql: Sql,
  runs: readonly (EnqueueableRun & Pick<QueuedRun, "bundleId">)[],
): Promise<void> {
  if (runs.length === 0) return;
  await sql.query(CONFIRM_QUEUED, [
    runs.map((run) => run.scheduleId),
    runs.map((run) => run.dueAt.toISOString()),
    runs.map((run) => run.revision),
    runs.map((run) => run.bundleId),
    ...dueBoundsOf(runs),
  ]);
}

/** A run whose job was put into Redis, and the bundle that the job went in. */
export interface QueuedRun extends DispatchableRun {
  bundleId: string | null;
}

/** Goes on from a page of runs, which is read by its index before anything else is looked up. */
const dispatchable = (columns: string, page: string) => `
  SELECT ${columns}runs.schedule_id, runs.due_at, runs.revision, runs.attempt, runs.available_at, schedules.queue,
         schedules.priority
  FROM (${page}) AS runs JOIN schedules ON schedules.id = runs.schedule_id`;

const FIND_UNCONFIRMED_RUNS: Prepared = {
  name: "find-unconfirmed-runs",
  text: dispatchable(
    "",
    `SELECT * FROM runs
     WHERE state = 'PLANNED' AND planned_at < now() - make_interval(secs => $1 / 1000.0)
     ORDER BY planned_at LIMIT $2`,
  ),
};

/**
 * Runs that were planned longer than `olderThanMs` ago and whose job was never confirmed: the process that planned
 * them died between commit and enqueue, or Redis did not answer. Nearest first.
 */
export async function findUnconfirmedRuns(
  sql: Sql,
  { olderThanMs, limit }: { olderThanMs: number; limit: number },
): Promise<DispatchableRun[]> {
  return sql.query<DispatchableRun>(FIND_UNCONFIRMED_RUNS, [olderThanMs, limit]);
}

const FIND_OVERDUE_RUNS: Prepared = {
  name: "find-overdue-runs",
  text: `
    ${dispatchable(
      "runs.bundle_id, ",
      `SELECT * FROM runs
       WHERE state = 'QUEUED' AND available_at < now() - make_interval(secs => $1 / 1000.0)
         -- by the index where the page begins, and by the key which of those at the same instant came before
         AND available_at >= $2 AND (available_at, schedule_id, due_at) > ($2, $3, $4)
       ORDER BY available_at, schedule_id, due_at LIMIT $5`,
    )}
    ORDER BY runs.available_at, runs.schedule_id, runs.due_at`,
};

const BEFORE_ALL = ["-infinity", "00000000-0000-0000-0000-000000000000", "-infinity"];

/**
 * Runs that should have been claimed more than `overdueMs` ago: they wait for a worker, or their job is gone.
 * Oldest first, after `after`, so that a long backlog is looked at page by page, also one that is due all at once.
 */
export async function findOverdueRuns(
  sql: Sql,
  {
    overdueMs,
    after,
    limit,
  }: { overdueMs: number; after: (RunKey & { availableAt: Date }) | undefined; limit: number },
): Promise<QueuedRun[]> {
  const position = after ? [after.availableAt, after.scheduleId, after.dueAt] : BEFORE_ALL;
  return sql.query<QueuedRun>(FIND_OVERDUE_RUNS, [overdueMs, ...position, limit]);
}

/** Puts runs back to PLANNED whose jobs are gone, so that they can be enqueued and confirmed anew. */
export async function unconfirmRuns(sql: Sql, runs: readonly QueuedRun[]): Promise<void> {
  if (runs.length === 0) return;
  await sql.query(
    `WITH lost AS (
       SELECT runs.schedule_id, runs.due_at
       FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) AS job(schedule_id, due_at, bundle_id)
       JOIN runs ON runs.schedule_id = job.schedule_id AND runs.due_at = job.due_at
       WHERE runs.state = 'QUEUED' AND runs.available_at IS NOT NULL
         AND runs.bundle_id IS NOT DISTINCT FROM job.bundle_id AND runs.due_at BETWEEN $4 AND $5
       ORDER BY runs.schedule_id, runs.due_at FOR NO KEY UPDATE OF runs)
     UPDATE runs SET state = 'PLANNED', queued_at = NULL, bundle_id = NULL
     FROM lost WHERE runs.schedule_id = lost.schedule_id AND runs.due_at = lost.due_at
       AND runs.due_at BETWEEN $4 AND $5`,
    [
      runs.map((run) => run.scheduleId),
      runs.map((run) => run.dueAt.toISOString()),
      runs.map((run) => run.bundleId),
      ...dueBoundsOf(runs),
    ],
  );
}

/** Puts every queued run back to PLANNED, because Redis lost the jobs; the outbox enqueues them again. */
export async function unconfirmQueuedRuns(sql: Sql): Promise<number> {
  const rows = await sql.query<RunKey>(
    `WITH queued AS (
       SELECT schedule_id, due_at FROM runs WHERE state = 'QUEUED' AND available_at IS NOT NULL
       ORDER BY schedule_id, due_at FOR NO KEY UPDATE)
     UPDATE runs SET state = 'PLANNED', planned_at = now() - interval '1 hour', queued_at = NULL, bundle_id = NULL
     FROM queued WHERE runs.schedule_id = queued.schedule_id AND runs.due_at = queued.due_at
     RETURNING runs.schedule_id`,
  );
  return rows.length;
}
