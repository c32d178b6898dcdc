import type { RunKey, RunReason } from "@repo/core";
import type { Sql } from "./sql.ts";

/** Due times `[from, until)` of a schedule that did not run for one reason and are not rows. */
export interface NewSkippedRange {
  scheduleId: string;
  from: Date;
  /** Absent while the range is open: the schedule is still paused. */
  until: Date | undefined;
  reason: "MISFIRED" | "PAUSED";
}

export async function insertSkippedRanges(sql: Sql, ranges: readonly NewSkippedRange[]): Promise<void> {
  if (ranges.length === 0) return;
  await sql.query(
    `INSERT INTO skipped_ranges (schedule_id, from_at, until_at, reason)
     SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::run_reason[])
     ON CONFLICT (schedule_id, from_at) DO UPDATE SET until_at = excluded.until_at, reason = excluded.reason`,
    [
      ranges.map((range) => range.scheduleId),
      ranges.map((range) => range.from.toISOString()),
      ranges.map((range) => range.until?.toISOString() ?? null),
      ranges.map((range) => range.reason),
    ],
  );
}

/** Ends the range that a pause has opened. */
export async function closeSkippedRanges(sql: Sql, scheduleId: string): Promise<void> {
  await sql.query("UPDATE skipped_ranges SET until_at = now() WHERE schedule_id = $1 AND until_at IS NULL", [
    scheduleId,
  ]);
}

/** Why the range that covers a due time did not run, if there is one. */
export async function findSkippedRangeReason(
  sql: Sql,
  { scheduleId, dueAt }: RunKey,
): Promise<RunReason | undefined> {
  const [row] = await sql.query<{ reason: RunReason }>(
    `SELECT reason FROM skipped_ranges
     WHERE schedule_id = $1 AND from_at <= $2 AND (until_at IS NULL OR until_at > $2) LIMIT 1`,
    [scheduleId, dueAt],
  );
  return row?.reason;
}
