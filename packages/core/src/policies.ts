import { z } from "zod";
import { durationBetween } from "./duration.ts";

export const MisfirePolicy = z.enum(["SKIP", "FIRE_ONCE", "FIRE_ALL"]);
export type MisfirePolicy = z.output<typeof MisfirePolicy>;

export const OverlapPolicy = z.enum(["ALLOW", "SKIP", "BUFFER_ONE", "CANCEL_RUNNING"]);
export type OverlapPolicy = z.output<typeof OverlapPolicy>;

export const Delivery = z.enum(["AT_LEAST_ONCE", "AT_MOST_ONCE"]);
export type Delivery = z.output<typeof Delivery>;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How runs of a schedule are treated. Durations are milliseconds. */
export const Policies = z.object({
  misfirePolicy: MisfirePolicy.default("FIRE_ONCE"),
  /** How late a due time may start and still count as on time. */
  misfireGrace: durationBetween(SECOND, 7 * DAY).default(MINUTE),
  overlapPolicy: OverlapPolicy.default("ALLOW"),
  maxAttempts: z.int().min(1).max(25).default(3),
  /** Wait after the first failed attempt; doubles with each further one. */
  initialBackoff: durationBetween(100, HOUR).default(5 * SECOND),
  maxBackoff: durationBetween(100, DAY).default(5 * MINUTE),
  attemptTimeout: durationBetween(SECOND, DAY).default(MINUTE),
  delivery: Delivery.default("AT_LEAST_ONCE"),
  /** Among runs that are due, 1 is taken first. */
  priority: z.int().min(1).max(1_000).default(100),
  /** The queue whose workers execute it. */
  queue: z
    .string()
    .regex(
      /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
      "must be lower-case letters, digits and dashes, at most 63",
    )
    .default("default"),
});
export type Policies = z.output<typeof Policies>;
