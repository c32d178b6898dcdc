import { CronExpressionParser } from "cron-parser";
import { Cron } from "croner";
import { compileTiming, dueTimesIn, nextDueAt } from "../src/due/index.ts";
import type { Timing } from "../src/timing.ts";

export const ENGINE_NAMES = ["this engine", "cron-parser", "croner"] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** A compiled schedule in the hands of one library. */
export interface Evaluator {
  next: (after: Date) => Date | null | undefined;
  /** How many due times lie in `[from, until)`. */
  countIn: (from: Date, until: Date) => number;
}

/** Compiles an expression the way each library's users do, to be kept and asked again. */
export const COMPILE: Record<
  EngineName,
  (expression: string, timeZone: string, scheduleId: string) => Evaluator
> = {
  "this engine": (expression, timeZone, scheduleId) => {
    const timing: Timing = { spec: { type: "cron", expression, timeZone }, jitter: 0, exclusions: [] };
    const compiled = compileTiming(timing, scheduleId);
    return {
      next: (after) => nextDueAt(compiled, after),
      countIn: (from, until) => dueTimesIn(compiled, from, until, 100_000).length,
    };
  },
  "cron-parser": (expression, tz) => {
    const parsed = CronExpressionParser.parse(expression, { tz, currentDate: 0 });
    const next = (after: Date) => {
      parsed.reset(after);
      return parsed.next().toDate();
    };
    return { next, countIn: (from, until) => countByNext(next, from, until, () => parsed.next().toDate()) };
  },
  croner: (expression, timezone) => {
    const cron = new Cron(expression, { timezone, paused: true });
    const next = (after: Date) => cron.nextRun(after);
    return { next, countIn: (from, until) => countByNext(next, from, until, next) };
  },
};

function countByNext(
  first: (after: Date) => Date | null,
  from: Date,
  until: Date,
  following: (after: Date) => Date | null,
): number {
  let count = 0;
  let due = first(new Date(from.getTime() - 1));
  while (due && due < until) {
    count++;
    due = following(due);
  }
  return count;
}
