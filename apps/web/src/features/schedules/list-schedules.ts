import "server-only";
import type { Schedule, ScheduleState } from "@repo/core";
import { decodeSchedule, encodeScheduleQuery } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

export const PAGE_SIZE = 50;

export interface ScheduleFilter {
  nameContains: string;
  states: ScheduleState[];
  pageToken: string;
}

/** A page of schedules, newest first. */
export async function listSchedules({
  nameContains,
  states,
  pageToken,
}: ScheduleFilter): Promise<{ schedules: Schedule[]; nextPageToken: string }> {
  const { schedules, nextPageToken } = await read(
    api(ScheduleService).listSchedules(
      encodeScheduleQuery({ pageSize: PAGE_SIZE, pageToken, nameContains, states }),
    ),
  );
  return { schedules: schedules.map(decodeSchedule), nextPageToken };
}
