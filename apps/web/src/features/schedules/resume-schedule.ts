"use server";

import type { Schedule } from "@repo/core";
import { decodeSchedule } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** What was due while it was paused does not run. */
export async function resumeSchedule(id: string): Promise<ActionResult<Schedule>> {
  return act(async () => decodeSchedule((await api(ScheduleService).resumeSchedule({ id })).schedule));
}
