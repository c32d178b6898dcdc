import {
  advanceCursors,
  type DispatchableRun,
  insertPlannedRuns,
  insertSkippedRanges,
  type Partitions,
  type PlannableRow,
  type Sql,
} from "@repo/db";
import type { RowPlan } from "./plan-row.ts";

/** Writes the plans of locked schedules. @returns the runs to enqueue once the transaction is committed */
export async function writePlans(
  sql: Sql,
  partitions: Partitions,
  plans: readonly { row: PlannableRow; plan: RowPlan }[],
): Promise<DispatchableRun[]> {
  const runs = plans.flatMap(({ plan }) => plan.runs);
  let first = runs[0]?.dueAt;
  let last = first;
  for (const { dueAt } of runs) {
    if (first === undefined || dueAt < first) first = dueAt;
    if (last === undefined || dueAt > last) last = dueAt;
  }
  if (first !== undefined && last !== undefined) await partitions.ensure(first, last);

  const inserted = await insertPlannedRuns(sql, runs);
  await insertSkippedRanges(
    sql,
    plans.flatMap(({ plan }) => plan.skippedRanges),
  );
  await advanceCursors(
    sql,
    plans.map(({ plan }) => plan.advance),
  );
  const rows = new Map(plans.map(({ row }) => [row.id, row]));
  return inserted.flatMap((run) => {
    const row = rows.get(run.scheduleId);
    return row === undefined ? [] : [{ ...run, queue: row.queue, priority: row.priority }];
  });
}
