import { z } from "zod";

const MINUTE_MS = 60_000;
const MAX_RANGE_MS = 42 * 1_440 * MINUTE_MS;
const MAX_BUCKETS = 1_500;
const Count = z.int().nonnegative();

/** The buckets of a calendar that are asked for. */
export const LoadQuery = z
  .object({
    from: z.date().refine((from) => from.getTime() % MINUTE_MS === 0, "must be a whole minute"),
    /** Not included. */
    until: z.date(),
    /** Milliseconds. */
    bucket: z.int().min(MINUTE_MS).max(MAX_RANGE_MS).multipleOf(MINUTE_MS, "must be whole minutes"),
  })
  .superRefine(({ from, until, bucket }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    const length = until.getTime() - from.getTime();
    if (length <= 0) refuse("until", "must be after from");
    else if (length > MAX_RANGE_MS) refuse("until", "must be at most 42 days after from");
    else if (length / bucket > MAX_BUCKETS) refuse("bucket", `must make at most ${MAX_BUCKETS} buckets`);
  });
export type LoadQuery = z.output<typeof LoadQuery>;

/** What is due in a part of a range. */
export const LoadBucket = z.object({
  from: z.date(),
  succeededCount: Count,
  failedCount: Count,
  cancelledCount: Count,
  skippedCount: Count,
  /** Planned, waiting or running. */
  activeCount: Count,
  /** Due times that are not runs yet. */
  expectedCount: Count,
});
export type LoadBucket = z.output<typeof LoadBucket>;

export const Load = z.object({
  /** Those that hold nothing are left out. */
  buckets: z.array(LoadBucket),
  /** The share of the stored runs that was looked at; the counts are scaled up by it. */
  runShare: z.number(),
  /** The share of the active schedules that was looked at; the expected counts are scaled up by it. */
  scheduleShare: z.number(),
  /** How far the expected runs reach; absent when the range has none. */
  forecastUntil: z.date().optional(),
});
export type Load = z.output<typeof Load>;
