import { z } from "zod";
import { ScheduleDefinition } from "./definition.ts";

export const ScheduleState = z.enum(["ACTIVE", "PAUSED", "COMPLETED", "DELETED"]);
export type ScheduleState = z.output<typeof ScheduleState>;

/** A schedule: what a person wrote, and what the system knows about it. */
export const Schedule = z.object({
  id: z.uuid(),
  definition: ScheduleDefinition,
  state: ScheduleState,
  /** Counts every change; an update names the revision it was made from. */
  revision: z.int(),
  owner: z.string(),
  /** Why it is paused; empty when it is not. */
  pauseNote: z.string(),
  /** The cursor: the first due time that is not a run yet. Absent when none is to come, or while paused. */
  nextDueAt: z.date().optional(),
  /** Due times planned so far, counted against `maxRuns`. */
  plannedCount: z.int(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type Schedule = z.output<typeof Schedule>;
