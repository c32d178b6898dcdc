import type { ShardRange } from "@repo/core";
import { type DispatchableRun, lockDueSchedules, type PlannableRow } from "@repo/db";
import type { Dependencies } from "../dependencies.ts";
import { planRow, type RowPlan } from "./plan-row.ts";
import { writePlans } from "./write-plans.ts";

/** Schedules and rows of one transaction: large enough to be fast, small enough to hold locks for milliseconds. */
const SCHEDULES_PER_BATCH = 500;
const ROWS_PER_BATCH = 2_000;

export interface PlannedBatch {
  runs: DispatchableRun[];
  scheduleCount: number;
  skippedCount: number;
}

/** Plans a batch of due schedules in one transaction: the run rows and the cursors, or neither. */
export async function planBatch(
  { database, partitions, runRetention }: Dependencies,
  { shards, until }: { shards: ShardRange; until: Date },
): Promise<PlannedBatch> {
  return database.transaction(async (sql) => {
    const { rows, now } = await lockDueSchedules(sql, { shards, until, limit: SCHEDULES_PER_BATCH });
    const plans: { row: PlannableRow; plan: RowPlan }[] = [];
    let room = ROWS_PER_BATCH;
    for (const row of rows) {
      if (row.nextDueAt === null || room <= 0) continue;
      const plan = planRow({ row, nextDueAt: row.nextDueAt, until, now, runRetention, limit: room });
      room -= plan.runs.length;
      plans.push({ row, plan });
    }
    const runs = await writePlans(sql, partitions, plans);
    const skippedCount = plans.flatMap(({ plan }) => plan.runs).filter((run) => run.misfired).length;
    return { runs, scheduleCount: plans.length, skippedCount };
  });
}
