import type { Caller, Schedule } from "@repo/core";
import type { Dependencies } from "../dependencies.ts";
import { type Edit, editSchedule } from "./edit-schedule.ts";

/** Resumes a schedule from now on; one that is not paused is left as it is. @throws DomainError NOT_FOUND, PERMISSION_DENIED */
export function resumeSchedule(dependencies: Dependencies, id: string, caller: Caller): Promise<Schedule> {
  return editSchedule(dependencies, { id, caller, action: "SCHEDULE_RESUMED" }, (schedule, now) =>
    schedule.state === "PAUSED" ? resumeEdit(now) : undefined,
  );
}

/** Nothing by the spec waits while a schedule is paused; a triggered run that does may go on. */
export function resumeEdit(now: Date): Edit {
  return { state: "ACTIVE", withdraw: { reason: "SUPERSEDED", dueAfter: now } };
}
