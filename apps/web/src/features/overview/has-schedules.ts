import "server-only";
import { encodeScheduleQuery } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

/** Whether there is any schedule at all. */
export async function hasSchedules(): Promise<boolean> {
  const { schedules } = await read(api(ScheduleService).listSchedules(encodeScheduleQuery({ pageSize: 1 })));
  return schedules.length > 0;
}
