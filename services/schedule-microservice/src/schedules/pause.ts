import { DomainError, type Schedule } from "@repo/core";
import type { Dependencies } from "../dependencies.ts";
import { editSchedule } from "./edit-schedule.ts";

/** Pauses a schedule; pausing a paused one only changes the note. @throws DomainError NOT_FOUND, FAILED_PRECONDITION */
export function pauseSchedule(
  dependencies: Dependencies,
  { id, note }: { id: string; note: string },
): Promise<Schedule> {
  return editSchedule(dependencies, id, (schedule) => {
    if (schedule.state === "COMPLETED") {
      throw new DomainError(
        "FAILED_PRECONDITION",
        "SCHEDULE_COMPLETED",
        "a completed schedule cannot be paused",
      );
    }
    return { state: "PAUSED", pauseNote: note, withdraw: { reason: "PAUSED" } };
  });
}
