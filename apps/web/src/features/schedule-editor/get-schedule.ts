import "server-only";
import type { Schedule } from "@repo/core";
import { decodeSchedule } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

export async function getSchedule(id: string): Promise<Schedule> {
  return decodeSchedule((await read(api(ScheduleService).getSchedule({ id }))).schedule);
}
