import { z } from "zod";
import { durationBetween } from "./duration.ts";
import { Spec } from "./spec.ts";
import { TimeZone } from "./time-zone.ts";

/** Absent: the zone of the spec; UTC for one that has none. */
const ExclusionZone = TimeZone.optional();

/** Whole local days on which nothing is due. */
export const DatesExclusion = z.object({
  type: z.literal("dates"),
  dates: z.array(z.iso.date()).min(1).max(366),
  timeZone: ExclusionZone,
});

const WEEKDAY = "must be a day of the week, from 0 (Sunday) to 6";

/** A weekly range of local time `[from, until)`; it wraps over midnight when `until` is not after `from`. */
export const WeeklyExclusion = z.object({
  type: z.literal("weekly"),
  /** 0 is Sunday. A range that wraps belongs to the day on which it starts. */
  weekdays: z.array(z.int().min(0, WEEKDAY).max(6, WEEKDAY)).min(1).max(7),
  from: z.iso.time({ precision: -1 }),
  until: z.iso.time({ precision: -1 }),
  timeZone: ExclusionZone,
});

/** Every due time that this cron expression also names. */
export const CronExclusion = z.object({
  type: z.literal("cron"),
  expression: z.string().trim().min(1).max(255),
  timeZone: ExclusionZone,
});

export const Exclusion = z.discriminatedUnion("type", [DatesExclusion, WeeklyExclusion, CronExclusion]);
export type Exclusion = z.output<typeof Exclusion>;

/** The zone in which an exclusion is read. */
export function exclusionZoneOf(exclusion: Exclusion, spec: Spec): string {
  return exclusion.timeZone ?? (spec.type === "cron" ? spec.timeZone : "UTC");
}

/** Everything that decides when a schedule is due: the spec and what bounds it. */
export const Timing = z.object({
  spec: Spec,
  /** No due time before this instant. */
  startAt: z.date().optional(),
  /** No due time at or after this instant. */
  endAt: z.date().optional(),
  /** Due times in the schedule's whole life; what is excluded does not count. */
  maxRuns: z.int().min(1).max(2_147_483_647).optional(),
  /** Milliseconds. Each due time fires up to this much later, by an amount fixed by schedule id and due time. */
  jitter: durationBetween(0, 86_400_000).default(0),
  exclusions: z.array(Exclusion).max(16).default([]),
});
export type Timing = z.output<typeof Timing>;
