import type { Dependencies } from "../dependencies.ts";
import { editSchedule } from "./edit-schedule.ts";

/** Deletes a schedule; its runs stay as history. @throws DomainError NOT_FOUND */
export async function deleteSchedule(dependencies: Dependencies, id: string): Promise<void> {
  await editSchedule(dependencies, id, () => ({ state: "DELETED", withdraw: { reason: "DELETED" } }));
}
