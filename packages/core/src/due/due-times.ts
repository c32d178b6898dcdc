import type { CompiledTiming } from "./compiled-timing.ts";
import { nextDueSecond, previousDueSecond } from "./due-seconds.ts";
import { wholeSecondOf } from "./due-source.ts";

/** The first due time strictly after `after`, or undefined if there is none. Takes no account of maxRuns. */
export function nextDueAt(timing: CompiledTiming, after: Date): Date | undefined {
  const due = nextDueSecond(timing, Math.floor(after.getTime() / 1_000) + 1);
  return due === Number.POSITIVE_INFINITY ? undefined : new Date(due * 1_000);
}

/** The last due time strictly before `before`, or undefined if there is none. */
export function previousDueAt(timing: CompiledTiming, before: Date): Date | undefined {
  const due = previousDueSecond(timing, wholeSecondOf(before));
  return due === Number.NEGATIVE_INFINITY ? undefined : new Date(due * 1_000);
}

/** The due times in `[from, until)`, ascending, at most `limit` of them. */
export function dueTimesIn(timing: CompiledTiming, from: Date, until: Date, limit: number): Date[] {
  const untilSecond = wholeSecondOf(until);
  const dueTimes: Date[] = [];
  let due = nextDueSecond(timing, wholeSecondOf(from));
  while (due < untilSecond && dueTimes.length < limit) {
    dueTimes.push(new Date(due * 1_000));
    due = nextDueSecond(timing, due + 1);
  }
  return dueTimes;
}
