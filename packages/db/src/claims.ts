import type { ClaimFacts, Payload, RunKey, SkipReason, Target } from "@repo/core";
import type { Run as RunRow, Schedule as ScheduleRow } from "./generated/client.ts";
import type { DispatchableRun } from "./outbox.ts";
import { RELEASED_COLUMNS, RELEASED_STEP, type ReleasedColumns, releasedRunsOf } from "./overlap-slots.ts";
import type { Sql } from "./sql.ts";

/** What a job says of the run it is for. */
export interface ClaimRequest extends RunKey {
  /** The attempt that the job is for. */
  attempt: number;
  revision: number;
}

/** A run that may be claimed: the facts of the decision, and what is needed to execute it. */
export interface ClaimCandidate {
  key: RunKey;
  facts: ClaimFacts;
  /** The run that is active now, when the policy forbids overlap. */
  activeDueAt: Date | undefined;
  execution: ExecutableRun;
}

export type RunPolicies = Pick<
  ScheduleRow,
  "maxAttempts" | "initialBackoff" | "maxBackoff" | "attemptTimeout" | "delivery" | "overlapPolicy"
>;

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

type CandidateRow = RunPolicies &
  Pick<
    RunRow,
    "scheduleId" | "dueAt" | "fireAt" | "kind" | "state" | "attempt" | "lostAttempts" | "revision"
  > &
  Pick<RunRow, "availableAt" | "payload"> &
  Pick<ScheduleRow, "misfirePolicy" | "misfireGrace" | "target" | "queue" | "priority"> & {
    scheduleName: string;
    schedulePayload: ScheduleRow["payload"];
    jobAttempt: number;
    jobRevision: number;
    scheduleState: ScheduleRow["state"];
    newerHasCome: boolean;
    activeDueAt: Date | null;
    bufferedDueAt: Date | null;
    now: Date;
  };

/** Reads what decides about these claims, in one statement. A job whose run is gone has no row in the answer. */
export async function readClaimCandidates(
  sql: Sql,
  jobs: readonly ClaimRequest[],
): Promise<ClaimCandidate[]> {
  const rows = await sql.query<CandidateRow>(
    `SELECT runs.schedule_id, runs.due_at, runs.fire_at, runs.kind, runs.state, runs.attempt, runs.lost_attempts,
            runs.revision, runs.available_at, runs.payload, job.attempt AS job_attempt, job.revision AS job_revision,
            schedules.name AS schedule_name, schedules.target, schedules.payload AS schedule_payload,
            schedules.misfire_policy, schedules.misfire_grace, schedules.overlap_policy, schedules.max_attempts,
            schedules.initial_backoff, schedules.max_backoff, schedules.attempt_timeout, schedules.delivery,
            schedules.queue, schedules.priority, schedules.state AS schedule_state,
            slot.due_at AS active_due_at, slot.buffered_due_at, clock_timestamp() AS now,
            CASE WHEN runs.fire_at < now() - make_interval(secs => schedules.misfire_grace / 1000.0) THEN EXISTS (
              SELECT 1 FROM runs AS newer
              WHERE newer.schedule_id = runs.schedule_id AND newer.due_at > runs.due_at AND newer.fire_at <= now()
                AND newer.kind = 'SCHEDULED'
                AND (newer.reason IS NULL OR newer.reason NOT IN ('SUPERSEDED', 'PAUSED'))
            ) ELSE false END AS newer_has_come
     FROM unnest($1::uuid[], $2::timestamptz[], $3::int[], $4::int[]) AS job(schedule_id, due_at, attempt, revision)
     JOIN runs ON runs.schedule_id = job.schedule_id AND runs.due_at = job.due_at
     JOIN schedules ON schedules.id = job.schedule_id
     LEFT JOIN overlap_slots AS slot
       ON slot.schedule_id = job.schedule_id AND slot.due_at <> job.due_at AND schedules.overlap_policy <> 'ALLOW'`,
    requestColumns(jobs),
  );
  return rows.map(candidateOf);
}

function candidateOf(row: CandidateRow): ClaimCandidate {
  const key = { scheduleId: row.scheduleId, dueAt: row.dueAt };
  return {
    key,
    facts: {
      run: {
        kind: row.kind,
        state: row.state,
        attempt: row.attempt,
        revision: row.revision,
        fireAt: row.fireAt,
        availableAt: row.availableAt ?? undefined,
      },
      job: { attempt: row.jobAttempt, revision: row.jobRevision },
      policies: {
        misfirePolicy: row.misfirePolicy,
        misfireGrace: row.misfireGrace,
        overlapPolicy: row.overlapPolicy,
      },
      halted: haltOf(row),
      newerHasCome: row.newerHasCome,
      overlap: { active: row.activeDueAt !== null, buffered: row.bufferedDueAt !== null },
      now: row.now,
    },
    activeDueAt: row.activeDueAt ?? undefined,
    execution: {
      ...key,
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
    },
  };
}

function haltOf({ scheduleState, kind }: CandidateRow): "PAUSED" | "DELETED" | undefined {
  if (scheduleState === "DELETED") return "DELETED";
  return scheduleState === "PAUSED" && kind === "SCHEDULED" ? "PAUSED" : undefined;
}

/** A claim that was decided on. */
export interface Claim extends ClaimRequest {
  /** Whether no other run of the schedule may be active. */
  exclusive: boolean;
}

/** A claimed run: until its attempt ends, it is this worker's and no one else's. */
export interface ClaimedRun extends RunKey {
  attempt: number;
  attemptStartedAt: Date;
}

/**
 * Claims runs for a worker, in one atomic write: a run that is not as its job says any more, a paused schedule, a slot
 * that is taken and a worker whose lease has ended claim nothing. Rows are locked in the order of their key, as in
 * every statement that writes several runs, so that no two of them wait for each other.
 *
 * @returns what was claimed; for the rest the facts have to be read again
 */
export async function claimRuns(sql: Sql, workerId: string, claims: readonly Claim[]): Promise<ClaimedRun[]> {
  if (claims.length === 0) return [];
  return sql.query<ClaimedRun>(
    `WITH wanted AS (
       SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::int[], $4::int[], $5::bool[])
         AS wanted(schedule_id, due_at, attempt, revision, exclusive)),
     claimable AS (
       SELECT runs.schedule_id, runs.due_at, wanted.exclusive
       FROM wanted JOIN runs ON runs.schedule_id = wanted.schedule_id AND runs.due_at = wanted.due_at
       WHERE runs.state IN ('PLANNED', 'QUEUED') AND runs.attempt = wanted.attempt - 1
         AND runs.revision = wanted.revision AND runs.available_at <= clock_timestamp()
         AND EXISTS (SELECT 1 FROM processes WHERE id = $6 AND lease_expires_at > clock_timestamp())
         AND EXISTS (
           SELECT 1 FROM schedules WHERE schedules.id = runs.schedule_id AND schedules.state <> 'DELETED'
             AND (schedules.state <> 'PAUSED' OR runs.kind = 'TRIGGERED'))
       ORDER BY runs.schedule_id, runs.due_at FOR NO KEY UPDATE OF runs),
     slots AS (
       INSERT INTO overlap_slots (schedule_id, due_at)
       SELECT DISTINCT ON (schedule_id) schedule_id, due_at FROM claimable WHERE exclusive ORDER BY schedule_id, due_at
       ON CONFLICT (schedule_id) DO UPDATE SET due_at = excluded.due_at WHERE overlap_slots.due_at = excluded.due_at
       RETURNING schedule_id, due_at)
     UPDATE runs SET state = 'RUNNING', reason = NULL, attempt = runs.attempt + 1, worker_id = $6, available_at = NULL,
                     cancel_reason = NULL, started_at = coalesce(runs.started_at, clock_timestamp()),
                     attempt_started_at = clock_timestamp(), queued_at = coalesce(runs.queued_at, clock_timestamp())
     FROM claimable
     WHERE runs.schedule_id = claimable.schedule_id AND runs.due_at = claimable.due_at
       AND (NOT claimable.exclusive OR EXISTS (
         SELECT 1 FROM slots WHERE slots.schedule_id = runs.schedule_id AND slots.due_at = runs.due_at))
     RETURNING runs.schedule_id, runs.due_at, runs.attempt, runs.attempt_started_at`,
    [...requestColumns(claims), claims.map((claim) => claim.exclusive), workerId],
  );
}

/** A run that ended without another attempt. */
export interface SkippedRun extends RunKey {
  /** CANCELLED when it has been tried before. */
  state: "SKIPPED" | "CANCELLED";
  attempt: number;
}

/**
 * Ends runs that may not start.
 *
 * @returns those that were still waiting, and the waiting runs that a freed slot lets start now
 */
export async function skipRuns(
  sql: Sql,
  skips: readonly (ClaimRequest & { reason: SkipReason })[],
): Promise<{ runs: SkippedRun[]; released: DispatchableRun[] }> {
  if (skips.length === 0) return { runs: [], released: [] };
  const runs = await sql.query<SkippedRun & ReleasedColumns>(
    `WITH skippable AS (
       SELECT runs.schedule_id, runs.due_at, skip.reason
       FROM unnest($1::uuid[], $2::timestamptz[], $3::int[], $4::int[], $5::run_reason[])
         AS skip(schedule_id, due_at, attempt, revision, reason)
       JOIN runs ON runs.schedule_id = skip.schedule_id AND runs.due_at = skip.due_at
       WHERE runs.attempt = skip.attempt - 1 AND runs.revision = skip.revision AND runs.state IN ('PLANNED', 'QUEUED')
       ORDER BY runs.schedule_id, runs.due_at FOR NO KEY UPDATE OF runs),
     skipped AS (
       UPDATE runs SET state = CASE WHEN runs.attempt = 0 THEN 'SKIPPED'::run_state ELSE 'CANCELLED' END,
                       reason = skippable.reason, available_at = NULL, finished_at = now()
       FROM skippable WHERE runs.schedule_id = skippable.schedule_id AND runs.due_at = skippable.due_at
       RETURNING runs.schedule_id, runs.due_at, runs.state, runs.attempt),
     freed AS (
       DELETE FROM overlap_slots AS slot USING skipped
       WHERE slot.schedule_id = skipped.schedule_id AND slot.due_at = skipped.due_at
       RETURNING slot.schedule_id, slot.due_at, slot.buffered_due_at),
     ${RELEASED_STEP}
     SELECT skipped.*, ${RELEASED_COLUMNS}
     FROM skipped
     LEFT JOIN freed ON freed.schedule_id = skipped.schedule_id AND freed.due_at = skipped.due_at
     LEFT JOIN released ON released.schedule_id = freed.schedule_id`,
    [...requestColumns(skips), skips.map((skip) => skip.reason)],
  );
  return { runs, released: releasedRunsOf(runs) };
}

/**
 * Lets a run wait for the active one to end.
 *
 * @param replace a run that waits already gives way and is skipped
 * @returns false when there is no active run any more, or another run waits already: the facts have to be read again
 */
export async function bufferRun(
  sql: Sql,
  { scheduleId, dueAt, replace }: RunKey & { replace: boolean },
): Promise<boolean> {
  const rows = await sql.query(
    `WITH slot AS (
       SELECT * FROM overlap_slots
       WHERE schedule_id = $1 AND due_at <> $2 AND ($3 OR buffered_due_at IS NULL) FOR UPDATE),
     buffered AS (
       UPDATE runs SET state = 'QUEUED', reason = 'BUFFERED', available_at = NULL,
                       queued_at = coalesce(runs.queued_at, clock_timestamp())
       FROM slot WHERE runs.schedule_id = slot.schedule_id AND runs.due_at = $2 AND runs.state IN ('PLANNED', 'QUEUED')
       RETURNING runs.schedule_id),
     replaced AS (
       -- not asked for its reason: it may have begun to wait after this statement took its snapshot
       UPDATE runs SET state = 'SKIPPED', reason = 'OVERLAPPED', available_at = NULL, finished_at = now()
       FROM slot, buffered
       WHERE runs.schedule_id = slot.schedule_id AND runs.due_at = slot.buffered_due_at
         AND runs.state IN ('PLANNED', 'QUEUED'))
     UPDATE overlap_slots SET buffered_due_at = $2 FROM buffered
     WHERE overlap_slots.schedule_id = buffered.schedule_id RETURNING 1`,
    [scheduleId, dueAt, replace],
  );
  return rows.length > 0;
}

function requestColumns(requests: readonly ClaimRequest[]): unknown[] {
  return [
    requests.map((request) => request.scheduleId),
    requests.map((request) => request.dueAt.toISOString()),
    requests.map((request) => request.attempt),
    requests.map((request) => request.revision),
  ];
}
