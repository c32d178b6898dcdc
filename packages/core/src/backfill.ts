import { z } from "zod";
import { type CompiledTiming, dueTimesIn } from "./due/index.ts";

/** The most due times that one backfill looks at. */
export const MAX_BACKFILL = 1_000;
/** Between two runs of a backfill, so that what they call is not hit by all of them at once. */
const SPACING_MS = 100;

/** A past range of due times that is to run. */
export const Backfill = z
  .object({
    id: z.uuid(),
    from: z.date(),
    /** Not included; absent: now. */
    until: z.date().optional(),
    /** Only counts what would run. */
    validateOnly: z.boolean().default(false),
  })
  .refine(({ from, until }) => until === undefined || from < until, {
    path: ["until"],
    message: "must be after from",
  });
export type Backfill = z.output<typeof Backfill>;

/** What a backfill came to. */
export const BackfillResult = z.object({
  runCount: z.int().nonnegative(),
  /** Due times that have run already, or are about to. */
  keptCount: z.int().nonnegative(),
  /** Due times from here on are for the next call. Absent: there are no more in the range. */
  nextFrom: z.date().optional(),
});
export type BackfillResult = z.output<typeof BackfillResult>;

/** The due times of a range that one backfill looks at, and where the next one goes on. */
export function dueTimesToBackfill(
  timing: CompiledTiming,
  from: Date,
  until: Date,
): { dueAts: Date[]; nextFrom: Date | undefined } {
  const dueAts = dueTimesIn(timing, from, until, MAX_BACKFILL + 1);
  const nextFrom = dueAts.length > MAX_BACKFILL ? dueAts.pop() : undefined;
  return { dueAts, nextFrom };
}

/** When the backfilled runs fire: from now on, in the order of their due times. */
export function spreadBackfill(dueAts: readonly Date[], now: Date): { dueAt: Date; fireAt: Date }[] {
  return dueAts.map((dueAt, i) => ({ dueAt, fireAt: new Date(now.getTime() + i * SPACING_MS) }));
}
