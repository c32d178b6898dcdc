"use server";

import type { Schedule } from "@repo/core";
import { decodeSchedule } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** The schedule as it is by now. */
export async function readSchedule(id: string): Promise<ActionResult<Schedule>> {
  return act(async () => decodeSchedule((await api(ScheduleService).getSchedule({ id })).schedule));
}
