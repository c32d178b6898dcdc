import { z } from "zod";
import { RunKind, RunReason, RunState } from "./run.ts";

/** A run in brief, as a list shows it beside its schedule. */
export const RecentRun = z.object({
  id: z.string().min(1),
  dueAt: z.date(),
  kind: RunKind,
  state: RunState,
  reason: RunReason.optional(),
  /** Milliseconds from `fireAt` to `startedAt`; absent when it has not started. */
  lateness: z.number().optional(),
});
export type RecentRun = z.output<typeof RecentRun>;

/** The last runs of one schedule, latest first. */
export const ScheduleRuns = z.object({ scheduleId: z.string(), runs: z.array(RecentRun) });
export type ScheduleRuns = z.output<typeof ScheduleRuns>;

/** Which last runs are asked for. */
export const RecentRunsQuery = z.object({
  scheduleIds: z.array(z.uuid("is not a schedule id, which is a UUID")).min(1).max(200),
  perSchedule: z.int().min(1).max(20).default(10),
});
export type RecentRunsQuery = z.output<typeof RecentRunsQuery>;
