"use server";

import type { Schedule } from "@repo/core";
import { decodeSchedule } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** When the answer is there, no run of the schedule starts any more. */
export async function pauseSchedule(id: string, note: string): Promise<ActionResult<Schedule>> {
  return act(async () => decodeSchedule((await api(ScheduleService).pauseSchedule({ id, note })).schedule));
}
