import type { RunKey } from "@repo/core";
import type { Prepared, Sql } from "./sql.ts";

const BUFFER_RUN: Prepared = {
  name: "buffer-run",
  text: `
    WITH slot AS (
      SELECT * FROM overlap_slots
      WHERE schedule_id = $1 AND due_at <> $2 AND ($3 OR buffered_due_at IS NULL) FOR UPDATE),
    buffered AS (
      UPDATE runs SET state = 'QUEUED', reason = 'BUFFERED', available_at = NULL, bundle_id = NULL,
                      queued_at = coalesce(runs.queued_at, clock_timestamp())
      FROM slot WHERE runs.schedule_id = slot.schedule_id AND runs.due_at = $2 AND runs.state IN ('PLANNED', 'QUEUED')
      RETURNING runs.schedule_id),
    replaced AS (
      -- not asked for its reason: it may have begun to wait after this statement took its snapshot
      UPDATE runs SET state = 'SKIPPED', reason = 'OVERLAPPED', available_at = NULL, finished_at = clock_timestamp()
      FROM slot, buffered
      WHERE runs.schedule_id = slot.schedule_id AND runs.due_at = slot.buffered_due_at
        AND runs.due_at BETWEEN (SELECT min(buffered_due_at) FROM slot) AND (SELECT max(buffered_due_at) FROM slot)
        AND runs.state IN ('PLANNED', 'QUEUED')
      RETURNING runs.schedule_id, runs.due_at, runs.fire_at, runs.attempt, runs.finished_at),
    moved AS (
      UPDATE overlap_slots SET buffered_due_at = $2 FROM buffered
      WHERE overlap_slots.schedule_id = buffered.schedule_id RETURNING overlap_slots.schedule_id)
    SELECT moved.schedule_id, replaced.due_at, replaced.fire_at, replaced.attempt, replaced.finished_at
    FROM moved LEFT JOIN replaced ON replaced.schedule_id = moved.schedule_id`,
};

/** A run that waited and gave way to a later one. */
export interface ReplacedRun extends RunKey {
  fireAt: Date;
  attempt: number;
  finishedAt: Date;
}

/**
 * Lets a run wait for the active one to end.
 *
 * @param replace a run that waits already gives way and is skipped
 * @returns the runs that gave way; undefined when there is no active run any more, or another run waits already: the
 *   facts have to be read again
 */
export async function bufferRun(
  sql: Sql,
  { scheduleId, dueAt, replace }: RunKey & { replace: boolean },
): Promise<ReplacedRun[] | undefined> {
  const rows = await sql.query<ReplacedRun | (RunKey & { dueAt: null })>(BUFFER_RUN, [
    scheduleId,
    dueAt,
    replace,
  ]);
  if (rows.length === 0) return undefined;
  return rows.filter((row) => row.dueAt !== null);
}
