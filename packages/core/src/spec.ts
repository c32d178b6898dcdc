import { z } from "zod";
import { durationBetween } from "./duration.ts";
import { TimeZone } from "./time-zone.ts";

/** Calendar times: a cron expression of five fields, or six with seconds first, read in an IANA zone. */
export const CronSpec = z.object({
  type: z.literal("cron"),
  expression: z.string().trim().min(1).max(255),
  timeZone: TimeZone.default("UTC"),
});
export type CronSpec = z.output<typeof CronSpec>;

/** A fixed distance in elapsed time: due at `anchorAt + n × every` for every whole n, whatever the clocks do. */
export const IntervalSpec = z.object({
  type: z.literal("interval"),
  /** Milliseconds; whole seconds, so that a due time never has a fraction. */
  every: durationBetween(1_000, 366 * 86_400_000).multipleOf(1_000, "must be whole seconds"),
  /**
   * Fixes the phase, not the start (that is startAt); a fraction of a second is rounded up.
   * Absent: the epoch, so that a restart never shifts the phase.
   */
  anchorAt: z.date().optional(),
});
export type IntervalSpec = z.output<typeof IntervalSpec>;

/** One instant; a fraction of a second is rounded up, so that it is never due early. */
export const OnceSpec = z.object({
  type: z.literal("once"),
  at: z.date(),
});
export type OnceSpec = z.output<typeof OnceSpec>;

/** When a schedule is due. */
export const Spec = z.discriminatedUnion("type", [CronSpec, IntervalSpec, OnceSpec]);
export type Spec = z.output<typeof Spec>;
