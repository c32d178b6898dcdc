import type { RunKey, SkipReason } from "@repo/core";
import { type ClaimRequest, requestColumns } from "./claims.ts";
import { dueBoundsOf } from "./due-bounds.ts";
import type { DispatchableRun } from "./outbox.ts";
import { RELEASED_COLUMNS, RELEASED_STEP, type ReleasedColumns, releasedRunsOf } from "./overlap-slots.ts";
import { atItsPlace, lookUpRuns } from "./run-lookup.ts";
import type { Prepared, Sql } from "./sql.ts";

/** A run that ended without another attempt. */
export interface SkippedRun extends RunKey {
  /** CANCELLED when it has been tried before. */
  state: "SKIPPED" | "CANCELLED";
  attempt: number;
}

const SKIP_RUNS: Prepared = {
  name: "skip-runs",
  text: `
    WITH skip AS (
      SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::int[], $4::int[], $5::run_reason[])
        AS skip(schedule_id, due_at, attempt, revision, reason)
      ORDER BY schedule_id, due_at),
    skippable AS (
      SELECT runs.runs_table, runs.runs_place, skip.reason
      FROM skip ${lookUpRuns("skip", ["$6", "$7"], {
        conditions: `runs.attempt = skip.attempt - 1 AND runs.revision = skip.revision
          AND runs.state IN ('PLANNED', 'QUEUED')`,
        lock: true,
      })}),
    skipped AS (
      UPDATE runs SET state = CASE WHEN runs.attempt = 0 THEN 'SKIPPED'::run_state ELSE 'CANCELLED' END,
                      reason = skippable.reason, available_at = NULL, finished_at = now()
      FROM skippable WHERE ${atItsPlace("skippable", ["$6", "$7"])}
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
};

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
  const runs = await sql.query<SkippedRun & ReleasedColumns>(SKIP_RUNS, [
    ...requestColumns(skips),
    skips.map((skip) => skip.reason),
    ...dueBoundsOf(skips),
  ]);
  return { runs, released: releasedRunsOf(runs) };
}
