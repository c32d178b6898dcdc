import { compileTiming, type DueTimeExplanation, explainDueTime, type RunKey } from "@repo/core";
import { findRun, findSkippedRangeReason, getScheduleEvenDeleted, readDatabaseTime } from "@repo/db";
import type { Dependencies } from "../dependencies.ts";

/** Reads what the ledger says about an instant and puts it into words. @throws DomainError NOT_FOUND */
export async function explainRun(
  { database, runRetention }: Dependencies,
  key: RunKey,
): Promise<DueTimeExplanation> {
  const [schedule, run, skippedRangeReason, now] = await Promise.all([
    getScheduleEvenDeleted(database, key.scheduleId),
    findRun(database, key),
    findSkippedRangeReason(database, key),
    readDatabaseTime(database),
  ]);
  return explainDueTime({
    schedule,
    timing: compileTiming(schedule.definition, schedule.id),
    dueAt: key.dueAt,
    run,
    skippedRangeReason,
    oldestAt: new Date(now.getTime() - runRetention),
    now,
  });
}
