import type { DispatchableRun, ScheduleRow, Sql } from "@repo/db";
import type { Dependencies } from "../dependencies.ts";
import { planRow } from "../planning/plan-row.ts";
import { writePlans } from "../planning/write-plans.ts";

/** Rows of one statement. */
const ROWS_PER_STATEMENT = 2_000;

export interface PlanUpToInput {
  row: ScheduleRow;
  /** The first due time to plan; absent: none is left and the schedule is completed. */
  nextDueAt: Date | undefined;
  until: Date;
  now: Date;
}

/**
 * Plans one locked schedule up to an instant, in the caller's transaction.
 *
 * @returns the schedule as it is stored then, and the runs to enqueue after the commit
 */
export async function planUpTo(
  sql: Sql,
  { partitions, runRetention }: Dependencies,
  { row, nextDueAt, until, now }: PlanUpToInput,
): Promise<{ row: ScheduleRow; runs: DispatchableRun[] }> {
  const runs: DispatchableRun[] = [];
  let current = { ...row, nextDueAt: nextDueAt ?? null };
  do {
    const plan =
      current.nextDueAt === null
        ? {
            runs: [],
            skippedRanges: [],
            advance: { scheduleId: row.id, nextDueAt: undefined, plannedCount: 0 },
          }
        : planRow({
            row: current,
            nextDueAt: current.nextDueAt,
            until,
            now,
            runRetention,
            limit: ROWS_PER_STATEMENT,
          });
    runs.push(...(await writePlans(sql, partitions, [{ row: current, plan }])));
    const { advance } = plan;
    current = {
      ...current,
      nextDueAt: advance.nextDueAt ?? null,
      plannedCount: current.plannedCount + advance.plannedCount,
      state: advance.nextDueAt === undefined ? "COMPLETED" : current.state,
    };
  } while (current.nextDueAt !== null && current.nextDueAt < until);
  return { row: current, runs };
}
