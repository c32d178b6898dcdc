import {
  type Backfill,
  type BackfillResult,
  type Caller,
  dueTimesToBackfill,
  invalid,
  spreadBackfill,
} from "@repo/core";
import {
  findKeptDueTimes,
  insertAuditEvent,
  insertBackfilledRuns,
  lockSchedule,
  readDatabaseTime,
} from "@repo/db";
import type { Dependencies } from "../dependencies.ts";
import { dispatch } from "../planning/dispatch.ts";
import { compiledTimingOf } from "../planning/plan-row.ts";
import { checkOwner } from "./check-owner.ts";

/**
 * Makes the due times of a past range run that did not. The schedule is locked as for planning and edits, so that
 * none of them comes in between.
 *
 * @throws DomainError NOT_FOUND, PERMISSION_DENIED, INVALID when the range is not past or beyond what is remembered
 */
export async function backfillSchedule(
  dependencies: Dependencies,
  { id, from, until: givenUntil, validateOnly }: Backfill,
  { principal, actor }: Caller,
): Promise<BackfillResult> {
  const { database, partitions, runRetention } = dependencies;
  const { result, runs } = await database.transaction(async (sql) => {
    const schedule = await lockSchedule(sql, id);
    await checkOwner(sql, principal, schedule.owner);
    const now = await readDatabaseTime(sql);
    const until = givenUntil ?? now;
    checkRange({ from, until, now, oldestAt: new Date(now.getTime() - runRetention) });

    const { dueAts, nextFrom } = dueTimesToBackfill(compiledTimingOf(schedule), from, until);
    const kept = await findKeptDueTimes(sql, { scheduleId: id, dueAts });
    const keptTimes = new Set(kept.map((dueAt) => dueAt.getTime()));
    const toRun = dueAts.filter((dueAt) => !keptTimes.has(dueAt.getTime()));
    const result = { runCount: toRun.length, keptCount: kept.length, nextFrom };
    const [first, last] = [toRun[0], toRun.at(-1)];
    if (validateOnly || first === undefined || last === undefined) return { result, runs: [] };

    await partitions.ensure(first, last);
    const { revision, queue, priority } = schedule;
    const inserted = await insertBackfilledRuns(sql, {
      scheduleId: id,
      revision,
      runs: spreadBackfill(toRun, now),
    });
    const subject = { id, name: schedule.name };
    const changes = Object.entries({ first, last, runCount: inserted.length }).map(([field, after]) => ({
      field,
      before: "",
      after: JSON.stringify(after),
    }));
    await insertAuditEvent(sql, { actor, action: "SCHEDULE_BACKFILLED", subject, changes });
    return {
      result: { ...result, runCount: inserted.length },
      runs: inserted.map((run) => ({ ...run, queue, priority })),
    };
  });
  await dispatch(dependencies, runs);
  return result;
}

interface Range {
  from: Date;
  until: Date;
  now: Date;
  /** Older due times cannot be rows any more. */
  oldestAt: Date;
}

function checkRange({ from, until, now, oldestAt }: Range): void {
  if (until > now) throw invalid([{ field: "until", message: "must not be in the future" }]);
  if (from >= until) throw invalid([{ field: "from", message: "must be in the past" }]);
  if (from < oldestAt) {
    const message = `must not be before ${oldestAt.toISOString()}: history is not kept longer`;
    throw invalid([{ field: "from", message }]);
  }
}
