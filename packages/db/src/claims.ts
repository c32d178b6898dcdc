import type { Payload, RunKey, Target } from "@repo/core";
import { dueBoundsOf } from "./due-bounds.ts";
import type { Run as RunRow, Schedule as ScheduleRow } from "./generated/client.ts";
import { atItsPlace, lookUpRuns } from "./run-lookup.ts";
import { arrayOf, type Prepared, type Sql } from "./sql.ts";

/** What a job says of the run it is for. */
export interface ClaimRequest extends RunKey {
  /** The attempt that the job is for. */
  attempt: number;
  revision: number;
}

export type RunPolicies = Pick<
  ScheduleRow,
  "maxAttempts" | "initialBackoff" | "maxBackoff" | "attemptTimeout" | "delivery" | "overlapPolicy"
>;

/** A run with what is needed to carry it out. */
export interface ExecutableRun extends RunKey {
  scheduleName: string;
  fireAt: Date;
  lostAttempts: number;
  target: Target;
  payload: Payload | undefined;
  policies: RunPolicies;
  queue: string;
  priority: number;
  revision: number;
}

/** What an {@link ExecutableRun} needs of its schedule. */
export const EXECUTION_COLUMNS = `
  schedules.name AS schedule_name, schedules.target, schedules.payload AS schedule_payload,
  schedules.overlap_policy, schedules.max_attempts, schedules.initial_backoff, schedules.max_backoff,
  schedules.attempt_timeout, schedules.delivery, schedules.queue, schedules.priority`;

const CLAIMED_COLUMNS = `
  claimable.schedule_name, claimable.target, claimable.schedule_payload, claimable.overlap_policy,
  claimable.max_attempts, claimable.initial_backoff, claimable.max_backoff, claimable.attempt_timeout,
  claimable.delivery, claimable.queue, claimable.priority`;

export type ExecutionRow = RunPolicies &
  Pick<RunRow, "scheduleId" | "dueAt" | "fireAt" | "lostAttempts" | "revision" | "payload"> &
  Pick<ScheduleRow, "target" | "queue" | "priority"> & {
    scheduleName: string;
    schedulePayload: ScheduleRow["payload"];
  };

export function executableRunOf(row: ExecutionRow): ExecutableRun {
  return {
    scheduleId: row.scheduleId,
    dueAt: row.dueAt,
    scheduleName: row.scheduleName,
    fireAt: row.fireAt,
    lostAttempts: row.lostAttempts,
    target: row.target as Target,
    payload: (row.payload ?? row.schedulePayload ?? undefined) as Payload | undefined,
    policies: {
      maxAttempts: row.maxAttempts,
      initialBackoff: row.initialBackoff,
      maxBackoff: row.maxBackoff,
      attemptTimeout: row.attemptTimeout,
      delivery: row.delivery,
      overlapPolicy: row.overlapPolicy,
    },
    queue: row.queue,
    priority: row.priority,
    revision: row.revision,
  };
}

/** A claimed run: until its attempt ends, it is this worker's and no one else's. */
export interface ClaimedRun extends ExecutableRun {
  attempt: number;
  attemptStartedAt: Date;
}

const CLAIM_RUNS: Prepared = {
  name: "claim-runs",
  text: `
    WITH job AS (
      SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::int[], $4::int[])
        AS job(schedule_id, due_at, attempt, revision)
      ORDER BY schedule_id, due_at),
    claimable AS (
      SELECT runs.schedule_id, runs.due_at, runs.runs_table, runs.runs_place, ${EXECUTION_COLUMNS}
      FROM job ${lookUpRuns("job", ["$5", "$6"], {
        conditions: `runs.state IN ('PLANNED', 'QUEUED') AND runs.attempt = job.attempt - 1
          AND runs.revision = job.revision AND runs.available_at <= clock_timestamp()`,
        lock: true,
      })}
      JOIN schedules ON schedules.id = runs.schedule_id
      WHERE EXISTS (SELECT 1 FROM processes WHERE id = $7 AND lease_expires_at > clock_timestamp())
        AND schedules.state <> 'DELETED' AND (schedules.state <> 'PAUSED' OR runs.kind <> 'SCHEDULED')
        AND ($8 OR runs.attempt > 0 OR runs.kind <> 'SCHEDULED' OR schedules.misfire_policy = 'FIRE_ALL'
             OR runs.available_at >= clock_timestamp() - make_interval(secs => schedules.misfire_grace / 1000.0))
        AND (schedules.overlap_policy = 'ALLOW' OR NOT EXISTS (
          SELECT 1 FROM overlap_slots AS slot
          WHERE slot.schedule_id = runs.schedule_id AND slot.due_at <> runs.due_at))),
    slots AS (
      INSERT INTO overlap_slots (schedule_id, due_at)
      SELECT DISTINCT ON (schedule_id) schedule_id, due_at FROM claimable WHERE overlap_policy <> 'ALLOW'
      ORDER BY schedule_id, due_at
      ON CONFLICT (schedule_id) DO UPDATE SET due_at = excluded.due_at WHERE overlap_slots.due_at = excluded.due_at
      RETURNING schedule_id, due_at)
    UPDATE runs SET state = 'RUNNING', reason = NULL, attempt = runs.attempt + 1, worker_id = $7, available_at = NULL,
                    bundle_id = NULL, cancel_reason = NULL, started_at = coalesce(runs.started_at, clock_timestamp()),
                    attempt_started_at = clock_timestamp(), queued_at = coalesce(runs.queued_at, clock_timestamp())
    FROM claimable
    WHERE ${atItsPlace("claimable", ["$5", "$6"])}
      AND (claimable.overlap_policy = 'ALLOW' OR EXISTS (
        SELECT 1 FROM slots WHERE slots.schedule_id = runs.schedule_id AND slots.due_at = runs.due_at))
    RETURNING runs.schedule_id, runs.due_at, ${CLAIMED_COLUMNS}, runs.fire_at, runs.lost_attempts, runs.revision, runs.payload, runs.attempt,
              runs.attempt_started_at`,
};

/**
 * Claims for a worker those runs about which nothing is to be decided: on time, their schedule active, no other run in
 * the way, and everything as their job says; a worker whose lease has ended claims nothing. One atomic write. Rows are
 * locked in the order of their key, as in every statement that writes several runs, so that no two of them wait for
 * each other.
 *
 * @param evenLate claims what is late too, once it was decided that it may run
 * @returns what was claimed; for the rest the facts have to be read
 */
export async function claimRuns(
  sql: Sql,
  workerId: string,
  requests: readonly ClaimRequest[],
  { evenLate = false }: { evenLate?: boolean } = {},
): Promise<ClaimedRun[]> {
  if (requests.length === 0) return [];
  const rows = await sql.query<ExecutionRow & Pick<ClaimedRun, "attempt" | "attemptStartedAt">>(CLAIM_RUNS, [
    ...requestColumns(requests),
    ...dueBoundsOf(requests),
    workerId,
    evenLate,
  ]);
  return rows.map((row) => {
    const { attempt, attemptStartedAt } = row;
    return { ...executableRunOf(row), attempt, attemptStartedAt };
  });
}

export function requestColumns(requests: readonly ClaimRequest[]): unknown[] {
  return [
    arrayOf(requests.map((request) => request.scheduleId)),
    arrayOf(requests.map((request) => request.dueAt.toISOString())),
    arrayOf(requests.map((request) => request.attempt)),
    arrayOf(requests.map((request) => request.revision)),
  ];
}
