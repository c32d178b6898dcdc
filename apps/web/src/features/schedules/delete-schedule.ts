"use server";

import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** When the answer is there, no run of the schedule starts any more. Its history stays. */
export async function deleteSchedule(id: string): Promise<ActionResult> {
  return act(async () => {
    await api(ScheduleService).deleteSchedule({ id });
    return undefined;
  });
}
