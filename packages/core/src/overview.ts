import { z } from "zod";

/** A run that starts this much after its fire time, in milliseconds, is on time. */
export const ON_TIME_TOLERANCE_MS = 5_000;

const MINUTE_MS = 60_000;
const Count = z.int().nonnegative();
/** Milliseconds. */
const Length = z.number();

/** Which stretch of time an overview is asked for. */
export const OverviewQuery = z.object({
  /** Milliseconds. */
  window: z
    .int()
    .min(MINUTE_MS)
    .max(1_440 * MINUTE_MS)
    .multipleOf(MINUTE_MS, "must be whole minutes")
    .default(60 * MINUTE_MS),
});
export type OverviewQuery = z.output<typeof OverviewQuery>;

/** Counts of runs that came due, and how late they started. */
export const RunFigures = z.object({
  succeededCount: Count,
  failedCount: Count,
  cancelledCount: Count,
  /** Missed ones too. */
  skippedCount: Count,
  missedCount: Count,
  activeCount: Count,
  onTimeCount: Count,
  /** Of which `onTimeCount` is the share that was on time. */
  expectedCount: Count,
  onTimeTolerance: Length,
  /** Absent: none started. */
  latenessP50: Length.optional(),
  latenessP99: Length.optional(),
  latenessMax: Length.optional(),
});
export type RunFigures = z.output<typeof RunFigures>;

export const OverviewBucket = z.object({
  from: z.date(),
  succeededCount: Count,
  failedCount: Count,
  skippedCount: Count,
  latenessP50: Length.optional(),
  latenessP99: Length.optional(),
});
export type OverviewBucket = z.output<typeof OverviewBucket>;

export const FailingSchedule = z.object({
  scheduleId: z.string(),
  name: z.string(),
  failedCount: Count,
  endedCount: Count,
});
export type FailingSchedule = z.output<typeof FailingSchedule>;

export const SlowSchedule = z.object({
  scheduleId: z.string(),
  name: z.string(),
  endedCount: Count,
  averageDuration: Length,
  maxDuration: Length,
});
export type SlowSchedule = z.output<typeof SlowSchedule>;

/** Runs of a queue: those that could start, those that are carried out, those ahead of their time. */
export const QueueDepth = z.object({
  queue: z.string(),
  waitingCount: Count,
  activeCount: Count,
  delayedCount: Count,
});
export type QueueDepth = z.output<typeof QueueDepth>;

/** A process that renews a lease. */
export const LiveProcess = z.object({
  id: z.string(),
  service: z.string(),
  host: z.string(),
  /** Those it takes jobs from. */
  queues: z.array(z.string()),
  startedAt: z.date(),
  renewedAt: z.date(),
  leaseExpiresAt: z.date(),
  /** Attempts that it is carrying out. */
  runningCount: Count,
  /** Attempts that it carries out at once, at most. */
  capacity: Count,
  /** What it was built from; empty: not known. */
  version: z.string(),
  /** How far its clock is ahead of the database's. Absent: not measured yet. */
  clockSkew: Length.optional(),
});
export type LiveProcess = z.output<typeof LiveProcess>;

/** How the whole installation does. */
export const Overview = z.object({
  now: z.date(),
  from: z.date(),
  figures: RunFigures,
  buckets: z.array(OverviewBucket),
  failing: z.array(FailingSchedule),
  slowest: z.array(SlowSchedule),
  queues: z.array(QueueDepth),
  oldestWait: Length.optional(),
  processes: z.array(LiveProcess),
  horizon: z.date(),
  clockSkew: Length.optional(),
});
export type Overview = z.output<typeof Overview>;
