import type { Caller, Schedule } from "@repo/core";
import type { Dependencies } from "../dependencies.ts";
import { type Edit, editSchedule } from "./edit-schedule.ts";

/**
 * Pauses a schedule; pausing a paused one only changes the note. A completed one can be paused too: it has no due
 * times left to plan, but the last planned ones may not have come yet.
 *
 * @throws DomainError NOT_FOUND, PERMISSION_DENIED
 */
export function pauseSchedule(
  dependencies: Dependencies,
  { id, note }: { id: string; note: string },
  caller: Caller,
): Promise<Schedule> {
  return editSchedule(dependencies, { id, caller, action: "SCHEDULE_PAUSED" }, () => pauseEdit(note));
}

export function pauseEdit(note: string): Edit {
  return { state: "PAUSED", pauseNote: note, withdraw: { reason: "PAUSED" } };
}
