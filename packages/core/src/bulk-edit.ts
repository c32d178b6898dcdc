import { z } from "zod";
import { Tags } from "./definition.ts";
import type { Schedule } from "./schedule.ts";
import { ScheduleFilter } from "./schedule-query.ts";

/** The most schedules that one call selects by id, and the most that it works through. */
export const MAX_BULK_SCHEDULES = 1_000;

export const SelectedIds = z.object({
  type: z.literal("ids"),
  ids: z.array(z.uuid().toLowerCase()).min(1).max(MAX_BULK_SCHEDULES),
});
export const SelectedFilter = z.object({ type: z.literal("filter"), ...ScheduleFilter.shape });

/** Which schedules a bulk edit is for. */
export const ScheduleSelection = z.discriminatedUnion("type", [SelectedIds, SelectedFilter]);
export type ScheduleSelection = z.output<typeof ScheduleSelection>;

const SomeTags = Tags.min(1);
export const PauseAction = z.object({ type: z.literal("pause"), note: z.string().max(500).default("") });
export const ResumeAction = z.object({ type: z.literal("resume") });
export const TriggerAction = z.object({ type: z.literal("trigger") });
export const DeleteAction = z.object({ type: z.literal("delete") });
export const AddTagsAction = z.object({ type: z.literal("addTags"), tags: SomeTags });
export const RemoveTagsAction = z.object({ type: z.literal("removeTags"), tags: SomeTags });

/** What a bulk edit does to each of them. */
export const BulkAction = z.discriminatedUnion("type", [
  PauseAction,
  ResumeAction,
  TriggerAction,
  DeleteAction,
  AddTagsAction,
  RemoveTagsAction,
]);
export type BulkAction = z.output<typeof BulkAction>;

/** One thing that is done to many schedules. */
export const BulkEdit = z.object({
  selection: ScheduleSelection,
  action: BulkAction,
  /** Only counts what would happen. */
  validateOnly: z.boolean().default(false),
  /** Empty: from the beginning. */
  pageToken: z.string().default(""),
});
export type BulkEdit = z.output<typeof BulkEdit>;

const Count = z.int().nonnegative();

/** A schedule that a bulk edit did not change. */
export const EditFailure = z.object({
  scheduleId: z.string(),
  /** Empty: there is no such schedule. */
  name: z.string(),
  /** For programs, such as `NOT_YOUR_SCHEDULE`. */
  reason: z.string(),
  message: z.string(),
});
export type EditFailure = z.output<typeof EditFailure>;

/** What one call of a bulk edit came to. */
export const BulkEditResult = z.object({
  changedCount: Count,
  unchangedCount: Count,
  notAllowedCount: Count,
  failedCount: Count,
  /** The first ones. */
  failures: z.array(EditFailure),
  /** Left for the next call, counted up to a limit. */
  remainingCount: Count,
  remainingCountExceeded: z.boolean(),
  /** Empty when none is left. */
  nextPageToken: z.string(),
});
export type BulkEditResult = z.output<typeof BulkEditResult>;

/** Whether an action makes a schedule any different from what it is. */
export function wouldChange(
  action: BulkAction,
  { state, tags }: Pick<Schedule, "state"> & { tags: readonly string[] },
): boolean {
  if (state === "DELETED") return false;
  switch (action.type) {
    case "pause":
      // the last planned runs of a completed one may not have come yet
      return state !== "PAUSED";
    case "resume":
      return state === "PAUSED";
    case "trigger":
    case "delete":
      return true;
    case "addTags":
      return action.tags.some((tag) => !tags.includes(tag));
    case "removeTags":
      return action.tags.some((tag) => tags.includes(tag));
  }
}
