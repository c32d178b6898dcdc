import type { ClaimFacts, RunKey } from "@repo/core";
import {
  type ClaimRequest,
  EXECUTION_COLUMNS,
  type ExecutableRun,
  type ExecutionRow,
  executableRunOf,
  requestColumns,
} from "./claims.ts";
import { dueBoundsOf } from "./due-bounds.ts";
import type { Run as RunRow, Schedule as ScheduleRow } from "./generated/client.ts";
import { lookUpRuns } from "./run-lookup.ts";
import type { Prepared, Sql } from "./sql.ts";

/** A run about whose claim something is to be decided: the facts, and what is needed to execute it. */
export interface ClaimCandidate {
  key: RunKey;
  facts: ClaimFacts;
  /** The run that is active now, when the policy forbids overlap. */
  activeDueAt: Date | undefined;
  execution: ExecutableRun;
}

type CandidateRow = ExecutionRow &
  Pick<RunRow, "kind" | "state" | "attempt" | "availableAt"> &
  Pick<ScheduleRow, "misfirePolicy" | "misfireGrace"> & {
    jobAttempt: number;
    jobRevision: number;
    scheduleState: ScheduleRow["state"];
    newerHasCome: boolean;
    activeDueAt: Date | null;
    bufferedDueAt: Date | null;
    now: Date;
  };

const READ_CLAIM_CANDIDATES: Prepared = {
  name: "read-claim-candidates",
  text: `
    SELECT runs.schedule_id, runs.due_at, runs.fire_at, runs.kind, runs.state, runs.attempt, runs.lost_attempts,
           runs.revision, runs.available_at, runs.payload, job.attempt AS job_attempt, job.revision AS job_revision,
           ${EXECUTION_COLUMNS}, schedules.misfire_policy, schedules.misfire_grace, schedules.state AS schedule_state,
           slot.due_at AS active_due_at, slot.buffered_due_at, clock_timestamp() AS now,
           CASE WHEN runs.fire_at < now() - make_interval(secs => schedules.misfire_grace / 1000.0) THEN EXISTS (
             SELECT 1 FROM runs AS newer
             WHERE newer.schedule_id = runs.schedule_id AND newer.due_at > runs.due_at AND newer.fire_at <= now()
               AND newer.kind = 'SCHEDULED' AND newer.due_at > $5 AND newer.due_at <= now()
               AND (newer.reason IS NULL OR newer.reason NOT IN ('SUPERSEDED', 'PAUSED'))
           ) ELSE false END AS newer_has_come
    FROM unnest($1::uuid[], $2::timestamptz[], $3::int[], $4::int[]) AS job(schedule_id, due_at, attempt, revision)
    ${lookUpRuns("job", ["$5", "$6"])}
    JOIN schedules ON schedules.id = job.schedule_id
    LEFT JOIN overlap_slots AS slot
      ON slot.schedule_id = job.schedule_id AND slot.due_at <> job.due_at AND schedules.overlap_policy <> 'ALLOW'`,
};

/** Reads what decides about these claims, in one statement. A job whose run is gone has no row in the answer. */
export async function readClaimCandidates(
  sql: Sql,
  jobs: readonly ClaimRequest[],
): Promise<ClaimCandidate[]> {
  if (jobs.length === 0) return [];
  const rows = await sql.query<CandidateRow>(READ_CLAIM_CANDIDATES, [
    ...requestColumns(jobs),
    ...dueBoundsOf(jobs),
  ]);
  return rows.map(candidateOf);
}

function candidateOf(row: CandidateRow): ClaimCandidate {
  return {
    key: { scheduleId: row.scheduleId, dueAt: row.dueAt },
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
    execution: executableRunOf(row),
  };
}

function haltOf({ scheduleState, kind }: CandidateRow): "PAUSED" | "DELETED" | undefined {
  if (scheduleState === "DELETED") return "DELETED";
  return scheduleState === "PAUSED" && kind === "SCHEDULED" ? "PAUSED" : undefined;
}
