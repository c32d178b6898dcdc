"use server";

import { decodeSchedule, encodeScheduleQuery } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

const MAX_FOUND = 8;
const MAX_TEXT_LENGTH = 200;

export interface FoundSchedule {
  id: string;
  name: string;
}

/** The first schedules whose name contains a text, for the command palette. */
export async function findSchedules(text: string): Promise<ActionResult<FoundSchedule[]>> {
  return act(async () => {
    const query = { nameContains: text.slice(0, MAX_TEXT_LENGTH), pageSize: MAX_FOUND };
    const { schedules } = await api(ScheduleService).listSchedules(encodeScheduleQuery(query));
    return schedules.map(decodeSchedule).map(({ id, definition }) => ({ id, name: definition.name }));
  });
}
