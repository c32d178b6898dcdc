import { type CompiledTiming, dueTimesIn, fireAtOf, nextDueAt, previousDueAt } from "./due/index.ts";
import { isMisfired } from "./misfire.ts";
import type { Policies } from "./policies.ts";

/** Late due times of one schedule that become rows after an outage; older ones are recorded as one range. */
export const MAX_CATCH_UP = 1_000;

export interface PlanScheduleInput {
  timing: CompiledTiming;
  policies: Pick<Policies, "misfirePolicy" | "misfireGrace">;
  /** The cursor. */
  nextDueAt: Date;
  /** End of the chunk, not included. */
  until: Date;
  now: Date;
  /** Older due times cannot be rows any more: history is not kept that long. */
  oldestAt: Date;
  /** Due times left of `maxRuns`; absent when there is no such bound. */
  remaining?: number | undefined;
  /** The most due times to return; the cursor tells where to go on. */
  limit: number;
}

/** One due time that becomes a run row. */
export interface PlannedDueTime {
  dueAt: Date;
  fireAt: Date;
  /** Recorded as SKIPPED with reason MISFIRED instead of being executed. */
  misfired: boolean;
}

export interface SchedulePlan {
  dueTimes: PlannedDueTime[];
  /** Due times in `[from, until)` were missed too long ago to be rows: one record says so for all of them. */
  skippedRange?: { from: Date; until: Date };
  /** The new cursor; absent when no due time is left. */
  nextDueAt?: Date;
}

/** What planning one schedule up to the end of a chunk comes to: rows to insert and the new cursor. */
export function planSchedule(input: PlanScheduleInput): SchedulePlan {
  const { timing, until, now } = input;
  const limit = Math.min(input.limit, input.remaining ?? Number.POSITIVE_INFINITY);
  const from = catchUpFrom(input);
  const dueAts = dueTimesIn(timing, from, until, limit);

  const last = dueAts.at(-1);
  const exhausted = input.remaining !== undefined && dueAts.length >= input.remaining;
  // what lies beyond maxRuns never comes: it is no cursor, and nothing gives way to it
  const following = exhausted
    ? undefined
    : last === undefined
      ? nextDueFrom(timing, from)
      : nextDueAt(timing, last);

  const fireAts = dueAts.map((dueAt) => fireAtOf(timing, dueAt));
  const followingFireAt = following && fireAtOf(timing, following);
  const dueTimes = dueAts.map((dueAt, i) => {
    const fireAt = fireAts[i] ?? dueAt;
    const newerFireAt = fireAts[i + 1] ?? followingFireAt;
    const newerHasCome = newerFireAt !== undefined && newerFireAt.getTime() <= now.getTime();
    return { dueAt, fireAt, misfired: isMisfired({ ...input.policies, fireAt, newerHasCome, now }) };
  });

  return {
    dueTimes,
    ...(from.getTime() > input.nextDueAt.getTime() && {
      skippedRange: { from: input.nextDueAt, until: from },
    }),
    ...(following !== undefined && { nextDueAt: following }),
  };
}

/** The cursor, or a due time after it from which at most {@link MAX_CATCH_UP} late due times are left. */
function catchUpFrom({ timing, policies, nextDueAt: cursor, now, until, oldestAt }: PlanScheduleInput): Date {
  const first = new Date(Math.max(cursor.getTime(), oldestAt.getTime()));
  const lateUntil = new Date(Math.min(now.getTime() - policies.misfireGrace, until.getTime()));
  // forwards first: that is quick, and seldom is there more to catch up
  if (dueTimesIn(timing, first, lateUntil, MAX_CATCH_UP + 1).length <= MAX_CATCH_UP) return first;
  let from = lateUntil;
  for (let i = 0; i < MAX_CATCH_UP; i++) from = previousDueAt(timing, from) ?? first;
  return from;
}

function nextDueFrom(timing: CompiledTiming, from: Date): Date | undefined {
  return nextDueAt(timing, new Date(from.getTime() - 1));
}
