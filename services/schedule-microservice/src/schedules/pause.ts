import type { Schedule } from "@repo/core";
import type { Dependencies } from "../dependencies.ts";
import { editSchedule } from "./edit-schedule.ts";

/**
 * Pauses a schedule; pausing a paused one only changes the note. A completed one can be paused too: it has no due
 * times left to plan, but the last planned ones may not have come yet.
 *
 * @throws DomainError NOT_FOUND
 */
export function pauseSchedule(
  dependencies: Dependencies,
  { id, note }: { id: string; note: string },
): Promise<Schedule> {
  return editSchedule(dependencies, id, () => ({
    state: "PAUSED",
    pauseNote: note,
    withdraw: { reason: "PAUSED" },
  }));
}
