import "server-only";
import { Schedule } from "@repo/core";
import { decodeSchedule } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { notFound } from "next/navigation";
import { cache } from "react";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

/** The schedule of a page; "not found" when there is none. Asked once for each request, by layout and page. */
export const getSchedule = cache(async (id: string): Promise<Schedule> => {
  if (!Schedule.shape.id.safeParse(id).success) notFound();
  return decodeSchedule((await read(api(ScheduleService).getSchedule({ id }))).schedule);
});
