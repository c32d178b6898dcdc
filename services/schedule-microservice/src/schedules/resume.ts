import type { Schedule } from "@repo/core";
import type { Dependencies } from "../dependencies.ts";
import { editSchedule } from "./edit-schedule.ts";

/** Resumes a schedule from now on; one that is not paused is left as it is. @throws DomainError NOT_FOUND */
export function resumeSchedule(dependencies: Dependencies, id: string): Promise<Schedule> {
  return editSchedule(dependencies, id, (schedule, now) =>
    schedule.state === "PAUSED"
      ? // nothing by the spec waits while paused; a triggered run that does may go on
        { state: "ACTIVE", withdraw: { reason: "SUPERSEDED", dueAfter: now } }
      : undefined,
  );
}
