import { z } from "zod";
import { RunState } from "./run.ts";
import { ScheduleState } from "./schedule.ts";
import { TargetType } from "./target.ts";

/** What the last ended run of a schedule may have come to. */
export const LastRunState = RunState.extract(["SUCCEEDED", "FAILED", "CANCELLED", "TIMED_OUT", "SKIPPED"]);
export type LastRunState = z.output<typeof LastRunState>;

const MAX_CHOICES = 32;

/** Which schedules: every condition has to hold; an empty one says nothing. */
export const ScheduleFilter = z.object({
  /** Empty: all but DELETED. */
  states: z.array(ScheduleState).max(MAX_CHOICES).default([]),
  /** All of them. */
  tags: z.array(z.string().max(64)).max(20).default([]),
  /** In any case. */
  nameContains: z.string().max(200).optional(),
  owner: z.string().max(200).optional(),
  queue: z.string().max(200).optional(),
  targetKinds: z.array(TargetType).max(MAX_CHOICES).default([]),
  lastRunStates: z.array(LastRunState).max(MAX_CHOICES).default([]),
});
export type ScheduleFilter = z.output<typeof ScheduleFilter>;

/** What comes first: the newest, by name, the earliest next due time, or the last that a person changed. */
export const ScheduleOrder = z.enum(["CREATED", "NAME", "NEXT_DUE", "UPDATED"]);
export type ScheduleOrder = z.output<typeof ScheduleOrder>;

/** A page of schedules that is asked for. */
export const ScheduleQuery = z.object({
  ...ScheduleFilter.shape,
  /** 0: the default. */
  pageSize: z.int(),
  /** Empty: the first page. */
  pageToken: z.string(),
  orderBy: ScheduleOrder.default("CREATED"),
});
export type ScheduleQuery = z.output<typeof ScheduleQuery>;
