import { type CompiledTiming, compileTiming, planSchedule, type Timing } from "@repo/core";
import { type CursorAdvance, type NewRun, type NewSkippedRange, type PlannableRow, timingOf } from "@repo/db";

export interface PlanRowInput {
  row: PlannableRow;
  /** The cursor; given apart because an edit plans from another one than is stored. */
  nextDueAt: Date;
  until: Date;
  now: Date;
  /** Milliseconds that runs are kept. */
  runRetention: number;
  limit: number;
}

/** What planning one stored schedule writes. */
export interface RowPlan {
  runs: NewRun[];
  skippedRanges: NewSkippedRange[];
  advance: CursorAdvance;
}

/** The pure plan of a schedule in the terms of the tables. */
export function planRow({ row, nextDueAt, until, now, runRetention, limit }: PlanRowInput): RowPlan {
  const scheduleId = row.id;
  const plan = planSchedule({
    timing: compiledTimingOf(row),
    policies: row,
    nextDueAt,
    until,
    now,
    oldestAt: new Date(now.getTime() - runRetention),
    remaining: row.maxRuns === null ? undefined : row.maxRuns - row.plannedCount,
    limit,
  });
  const { skippedRange } = plan;
  return {
    runs: plan.dueTimes.map((dueTime) => ({ ...dueTime, scheduleId, revision: row.revision })),
    skippedRanges: skippedRange ? [{ ...skippedRange, scheduleId, reason: "MISFIRED" }] : [],
    advance: { scheduleId, nextDueAt: plan.nextDueAt, plannedCount: plan.dueTimes.length },
  };
}

export function compiledTimingOf(row: Pick<PlannableRow, keyof Timing | "id">): CompiledTiming {
  return compileTiming(timingOf(row), row.id);
}
