"use server";

import type { Payload, Run } from "@repo/core";
import { decodeRun } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/**
 * Starts one run now.
 *
 * @param payload instead of the schedule's own
 */
export async function triggerSchedule(id: string, payload?: Payload): Promise<ActionResult<Run>> {
  return act(async () =>
    decodeRun((await api(ScheduleService).triggerSchedule({ id, ...(payload && { payload }) })).run),
  );
}
