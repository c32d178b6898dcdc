import type { Caller } from "@repo/core";
import type { Dependencies } from "../dependencies.ts";
import { editSchedule } from "./edit-schedule.ts";

/** Deletes a schedule; its runs stay as history. @throws DomainError NOT_FOUND, PERMISSION_DENIED */
export async function deleteSchedule(dependencies: Dependencies, id: string, caller: Caller): Promise<void> {
  await editSchedule(dependencies, { id, caller, action: "SCHEDULE_DELETED" }, () => ({
    state: "DELETED",
    withdraw: { reason: "DELETED" },
  }));
}
