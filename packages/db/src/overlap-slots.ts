import type { DispatchableRun } from "./outbox.ts";
import type { Prepared, Sql } from "./sql.ts";

/**
 * Goes on from a step `freed`, which deletes slots: the runs that waited for them may start, in the same statement,
 * so that no crash can leave one waiting for ever.
 *
 * The slot says which run waits. The run is asked only whether it has ended: it may have begun to wait after this
 * statement took its snapshot, which then does not say BUFFERED yet, while the slot is read as it is now.
 */
export const RELEASED_STEP = `released AS (
  UPDATE runs SET reason = NULL, available_at = clock_timestamp()
  FROM freed, schedules
  WHERE runs.schedule_id = freed.schedule_id AND runs.due_at = freed.buffered_due_at
    -- known before the first row is looked for: only the days of these runs are looked into
    AND runs.due_at BETWEEN (SELECT min(buffered_due_at) FROM freed) AND (SELECT max(buffered_due_at) FROM freed)
    AND runs.state IN ('PLANNED', 'QUEUED') AND schedules.id = runs.schedule_id
  RETURNING runs.schedule_id, runs.due_at, runs.revision, runs.attempt, runs.available_at, schedules.queue,
            schedules.priority)`;

/** The released run of the same schedule, beside a row that has a `schedule_id`. */
export const RELEASED_COLUMNS = `
  released.due_at AS released_due_at, released.revision AS released_revision, released.attempt AS released_attempt,
  released.available_at AS released_available_at, released.queue AS released_queue,
  released.priority AS released_priority`;

/** The columns of {@link RELEASED_COLUMNS}; all null when nothing waited. */
export interface ReleasedColumns {
  scheduleId: string;
  releasedDueAt: Date | null;
  releasedRevision: number;
  releasedAttempt: number;
  releasedAvailableAt: Date;
  releasedQueue: string;
  releasedPriority: number;
}

/** The released runs among rows; they have to be enqueued. */
export function releasedRunsOf(rows: readonly ReleasedColumns[]): DispatchableRun[] {
  return rows.flatMap((row) =>
    row.releasedDueAt === null
      ? []
      : [
          {
            scheduleId: row.scheduleId,
            dueAt: row.releasedDueAt,
            revision: row.releasedRevision,
            attempt: row.releasedAttempt,
            availableAt: row.releasedAvailableAt,
            queue: row.releasedQueue,
            priority: row.releasedPriority,
          },
        ],
  );
}

// OFFSET 0: the run of each slot is looked up by its key, instead of the runs between the first and the last
const FREE_STALE_SLOTS: Prepared = {
  name: "free-stale-slots",
  text: `
    WITH freed AS (
      DELETE FROM overlap_slots AS slot
      WHERE NOT EXISTS (
        SELECT 1 FROM runs WHERE runs.schedule_id = slot.schedule_id AND runs.due_at = slot.due_at
          AND runs.due_at BETWEEN (SELECT min(due_at) FROM overlap_slots) AND (SELECT max(due_at) FROM overlap_slots)
          AND runs.state::text IN ('PLANNED', 'QUEUED', 'RUNNING')
        OFFSET 0)
      RETURNING slot.schedule_id, slot.buffered_due_at),
    ${RELEASED_STEP}
    SELECT freed.schedule_id, ${RELEASED_COLUMNS}
    FROM freed LEFT JOIN released ON released.schedule_id = freed.schedule_id`,
};

/**
 * Frees slots whose run has ended. Every statement that ends a run frees its slot, so there should be none; a slot
 * that stayed would keep its schedule from ever running again, and that is worth a look.
 *
 * @returns the schedules, and the waiting runs that may start now
 */
export async function freeStaleSlots(
  sql: Sql,
): Promise<{ scheduleIds: string[]; released: DispatchableRun[] }> {
  const rows = await sql.query<ReleasedColumns>(FREE_STALE_SLOTS);
  return { scheduleIds: rows.map((row) => row.scheduleId), released: releasedRunsOf(rows) };
}
