import { DomainError, type ShardRange } from "@repo/core";
import {
  type DispatchableRun,
  lockDueSchedules,
  type PlannableRow,
  pauseUnplannableSchedules,
  type UnplannableSchedule,
} from "@repo/db";
import type { Dependencies } from "../dependencies.ts";
import { type PlanRowInput, planRow, type RowPlan } from "./plan-row.ts";
import { writePlans } from "./write-plans.ts";

/** Schedules and rows of one transaction: large enough to be fast, small enough to hold locks for milliseconds. */
const SCHEDULES_PER_BATCH = 1_000;
const ROWS_PER_BATCH = 2_000;

export interface PlannedBatch {
  runs: DispatchableRun[];
  /** Schedules whose cursor was moved or taken away. */
  scheduleCount: number;
  skippedCount: number;
}

/** Plans a batch of due schedules in one transaction: the run rows and the cursors, or neither. */
export async function planBatch(
  { database, partitions, runRetention, logger }: Dependencies,
  { shards, until }: { shards: ShardRange; until: Date },
): Promise<PlannedBatch> {
  return database.transaction(async (sql) => {
    const { rows, now } = await lockDueSchedules(sql, { shards, until, limit: SCHEDULES_PER_BATCH });
    const plans: { row: PlannableRow; plan: RowPlan }[] = [];
    const unplannable: UnplannableSchedule[] = [];
    let room = ROWS_PER_BATCH;
    for (const row of rows) {
      if (row.nextDueAt === null || room <= 0) continue;
      const plan = tryPlanRow({ row, nextDueAt: row.nextDueAt, until, now, runRetention, limit: room });
      if ("note" in plan) {
        unplannable.push(plan);
      } else {
        room -= plan.runs.length;
        plans.push({ row, plan });
      }
    }
    const runs = await writePlans(sql, partitions, plans);
    if (unplannable.length > 0) {
      await pauseUnplannableSchedules(sql, unplannable);
      logger.error({ unplannable }, "paused schedules that cannot be planned");
    }
    const skippedCount = plans.flatMap(({ plan }) => plan.runs).filter((run) => run.misfired).length;
    return { runs, scheduleCount: plans.length + unplannable.length, skippedCount };
  });
}

/** A definition that was fine when it came in may not be with other time-zone data: that must not stop the others. */
function tryPlanRow(input: PlanRowInput): RowPlan | UnplannableSchedule {
  try {
    return planRow(input);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { scheduleId: input.row.id, note: `paused by the planner: ${error.message}` };
  }
}
