import {
  type AuditAction,
  type Caller,
  nextDueAt,
  type RunEvent,
  runIdOf,
  type Schedule,
  type ScheduleDefinition,
  shardOf,
} from "@repo/core";
import {
  closeSkippedRanges,
  countRunsAfter,
  type DispatchableRun,
  holdHorizon,
  insertSkippedRanges,
  lockSchedule,
  readDatabaseTime,
  type ScheduleRow,
  type Sql,
  scheduleOf,
  updateSchedule,
  type WithdrawRuns,
  withdrawRuns,
} from "@repo/db";
import type { Dependencies } from "../dependencies.ts";
import { dispatch } from "../planning/dispatch.ts";
import { compiledTimingOf } from "../planning/plan-row.ts";
import { announce } from "../runs/announce.ts";
import { auditSchedule } from "./audit-schedule.ts";
import { checkOwner } from "./check-owner.ts";
import { planUpTo } from "./plan-up-to.ts";

/** What an edit does to a schedule; absent: nothing. */
export interface Edit {
  state: "ACTIVE" | "PAUSED" | "DELETED";
  definition?: ScheduleDefinition;
  pauseNote?: string;
  /** Which waiting runs the edit takes away, and why. */
  withdraw: Omit<WithdrawRuns, "scheduleId">;
}

/**
 * Carries out an edit of a schedule inside the window that is planned already, in one transaction: when it is
 * committed, no run of the old revision starts and every due time of the new one before the horizon is a run.
 *
 * @throws DomainError NOT_FOUND, PERMISSION_DENIED, and what `decide` throws
 * @param decide what to do with the schedule as it is, at the database's time; undefined leaves it alone
 */
export async function editSchedule(
  dependencies: Dependencies,
  { id, caller, action }: { id: string; caller: Caller; action: AuditAction },
  decide: (schedule: ScheduleRow, now: Date) => Edit | undefined,
): Promise<Schedule> {
  const { schedule, planned, events } = await dependencies.database.transaction(async (sql) => {
    const horizon = await holdHorizon(sql, shardOf(id));
    const stored = await lockSchedule(sql, id);
    await checkOwner(sql, caller.principal, stored.owner);
    const now = await readDatabaseTime(sql);
    const edit = decide(stored, now);
    if (edit === undefined) return { schedule: scheduleOf(stored), planned: [], events: [] };

    // what has come due under the old definition and is not planned yet still belongs to the old definition
    const settled = await settle(sql, dependencies, stored, now);
    // planned again below, the future counts again, also what was cancelled in it by hand
    const countedAfter = await countRunsAfter(sql, { scheduleId: id, after: now });
    const withdrawn = await withdrawRuns(sql, { scheduleId: id, ...edit.withdraw });
    const uncounted =
      edit.state === "ACTIVE" ? countedAfter : withdrawn.filter((run) => run.dueAt > now).length;
    const updated = await updateSchedule(sql, id, {
      definition: edit.definition,
      state: edit.state,
      pauseNote: edit.pauseNote ?? "",
      plannedCount: settled.row.plannedCount - uncounted,
    });
    await auditSchedule(sql, { actor: caller.actor, action, before: stored, after: updated });
    await recordPause(sql, { from: stored, to: edit, now });
    const replanned =
      edit.state === "ACTIVE" ? await replan(sql, dependencies, updated, now, horizon) : undefined;

    return {
      schedule: scheduleOf(replanned?.row ?? updated),
      // without a new plan everything that waited was withdrawn
      planned: replanned === undefined ? [] : [...settled.runs, ...replanned.runs],
      events: withdrawn.map(
        ({ state, fireAt, dueAt, attempt }): RunEvent => ({
          runId: runIdOf({ scheduleId: id, dueAt }),
          scheduleId: id,
          scheduleName: updated.name,
          state,
          reason: edit.withdraw.reason,
          message: "",
          attempt,
          occurredAt: now,
          dueAt,
          fireAt,
        }),
      ),
    };
  });
  await dispatch(dependencies, planned);
  await announce(dependencies, events);
  return schedule;
}

interface PlannedSchedule {
  row: ScheduleRow;
  runs: DispatchableRun[];
}

async function settle(
  sql: Sql,
  dependencies: Dependencies,
  row: ScheduleRow,
  now: Date,
): Promise<PlannedSchedule> {
  if (row.nextDueAt === null || row.nextDueAt > now) return { row, runs: [] };
  const justAfter = new Date(now.getTime() + 1);
  return planUpTo(sql, dependencies, { row, nextDueAt: row.nextDueAt, until: justAfter, now });
}

/** Plans from now up to the horizon. */
async function replan(
  sql: Sql,
  dependencies: Dependencies,
  row: ScheduleRow,
  now: Date,
  horizon: Date,
): Promise<PlannedSchedule> {
  const first = nextDueAt(compiledTimingOf(row), now);
  return planUpTo(sql, dependencies, { row, nextDueAt: first, until: horizon, now });
}

/** While a schedule is paused its due times are not rows: one open range stands for all of them. */
async function recordPause(
  sql: Sql,
  { from, to, now }: { from: ScheduleRow; to: Edit; now: Date },
): Promise<void> {
  if (to.state === "PAUSED" && from.state !== "PAUSED") {
    await insertSkippedRanges(sql, [{ scheduleId: from.id, from: now, until: undefined, reason: "PAUSED" }]);
  }
  if (to.state !== "PAUSED" && from.state === "PAUSED") await closeSkippedRanges(sql, from.id);
}
