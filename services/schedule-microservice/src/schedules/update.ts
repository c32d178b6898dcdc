import { type Caller, compileTiming, DomainError, type Schedule, type ScheduleDefinition } from "@repo/core";
import type { ScheduleRow } from "@repo/db";
import type { Dependencies } from "../dependencies.ts";
import { type Edit, editSchedule } from "./edit-schedule.ts";

export interface UpdateScheduleInput {
  id: string;
  /** The revision that the change was made from. */
  revision: number;
  definition: ScheduleDefinition;
}

/**
 * Replaces the definition. A paused schedule stays paused; a completed one goes on when it has due times again.
 *
 * @throws DomainError CONFLICT when the schedule has changed meanwhile, NOT_FOUND, PERMISSION_DENIED,
 *   INVALID, ALREADY_EXISTS
 */
export async function updateSchedule(
  dependencies: Dependencies,
  { id, revision, definition }: UpdateScheduleInput,
  caller: Caller,
): Promise<Schedule> {
  compileTiming(definition, id);
  return editSchedule(dependencies, { id, caller, action: "SCHEDULE_UPDATED" }, (schedule, now) => {
    if (schedule.revision !== revision) throw changedMeanwhile(schedule, revision);
    return redefineEdit(schedule, definition, now);
  });
}

export function redefineEdit(schedule: ScheduleRow, definition: ScheduleDefinition, now: Date): Edit {
  return {
    state: schedule.state === "PAUSED" ? "PAUSED" : "ACTIVE",
    definition,
    pauseNote: schedule.pauseNote,
    withdraw: { reason: "SUPERSEDED", dueAfter: now },
  };
}

function changedMeanwhile(schedule: ScheduleRow, revision: number): DomainError {
  return new DomainError(
    "CONFLICT",
    "SCHEDULE_CHANGED",
    `the schedule is at revision ${schedule.revision}, the change was made from ${revision}; read it again`,
  );
}
