"use server";

import type { Schedule, ScheduleDefinition } from "@repo/core";
import { decodeSchedule, encodeDefinition } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** @param paused whether nothing of it runs until it is resumed */
export async function createSchedule(
  definition: ScheduleDefinition,
  paused: boolean,
): Promise<ActionResult<Schedule>> {
  return act(async () => {
    const answer = await api(ScheduleService).createSchedule({
      definition: encodeDefinition(definition),
      paused,
    });
    return decodeSchedule(answer.schedule);
  });
}
