import { type AuditAction, type BulkAction, type Caller, invalid, MAX_TAGS, wouldChange } from "@repo/core";
import { definitionOf, type ScheduleRow } from "@repo/db";
import type { Dependencies } from "../../dependencies.ts";
import { deleteSchedule } from "../delete.ts";
import { type Edit, editSchedule } from "../edit-schedule.ts";
import { pauseEdit } from "../pause.ts";
import { resumeEdit } from "../resume.ts";
import { triggerSchedule } from "../trigger.ts";
import { redefineEdit } from "../update.ts";

type EditAction = Exclude<BulkAction, { type: "trigger" | "delete" }>;

const AUDITED_AS = {
  pause: "SCHEDULE_PAUSED",
  resume: "SCHEDULE_RESUMED",
  addTags: "SCHEDULE_UPDATED",
  removeTags: "SCHEDULE_UPDATED",
} as const satisfies Record<EditAction["type"], AuditAction>;

/**
 * Does the action of a bulk edit to one schedule.
 *
 * @returns whether that made a difference
 * @throws DomainError NOT_FOUND, PERMISSION_DENIED, INVALID when it would have too many tags
 */
export async function carryOut(
  dependencies: Dependencies,
  { id, action }: { id: string; action: BulkAction },
  caller: Caller,
): Promise<boolean> {
  if (action.type === "trigger") {
    await triggerSchedule(dependencies, { id, payload: undefined }, caller);
    return true;
  }
  if (action.type === "delete") {
    await deleteSchedule(dependencies, id, caller);
    return true;
  }
  let changed = false;
  await editSchedule(dependencies, { id, caller, action: AUDITED_AS[action.type] }, (schedule, now) => {
    changed = wouldChange(action, schedule);
    return changed ? editOf(action, schedule, now) : undefined;
  });
  return changed;
}

function editOf(action: EditAction, schedule: ScheduleRow, now: Date): Edit {
  switch (action.type) {
    case "pause":
      return pauseEdit(action.note);
    case "resume":
      return resumeEdit(now);
    case "addTags":
      return tagsEdit(schedule, [...new Set([...schedule.tags, ...action.tags])], now);
    case "removeTags":
      return tagsEdit(
        schedule,
        schedule.tags.filter((tag) => !action.tags.includes(tag)),
        now,
      );
  }
}

function tagsEdit(schedule: ScheduleRow, tags: string[], now: Date): Edit {
  if (tags.length > MAX_TAGS) {
    throw invalid([{ field: "tags", message: `would be more than ${MAX_TAGS}; remove some first` }]);
  }
  return redefineEdit(schedule, { ...definitionOf(schedule), tags }, now);
}
