import "server-only";
import type { Schedule } from "@repo/core";
import { decodeSchedule, encodeScheduleQuery } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { api } from "@/server/api.ts";
import { orFirstPage } from "@/server/or-first-page.ts";
import { read } from "@/server/read.ts";
import { type ScheduleListParameters, scheduleFilterOf } from "./schedule-filters.ts";

export const PAGE_SIZE = 50;

export interface SchedulePage {
  schedules: Schedule[];
  nextPageToken: string;
  /** How many match, as far as they were counted; known on the first page only. */
  total: { count: number; isExceeded: boolean } | undefined;
}

/** A page of the schedules that the URL asks for. */
export async function listSchedules(parameters: ScheduleListParameters): Promise<SchedulePage> {
  const { page, sort } = parameters;
  const query = { ...scheduleFilterOf(parameters), pageSize: PAGE_SIZE, orderBy: sort };
  const answer = await read(
    orFirstPage(page, (pageToken) =>
      api(ScheduleService).listSchedules(encodeScheduleQuery({ ...query, pageToken })),
    ),
  );
  return {
    schedules: answer.schedules.map(decodeSchedule),
    nextPageToken: answer.nextPageToken,
    total: page === "" ? { count: answer.totalCount, isExceeded: answer.totalCountExceeded } : undefined,
  };
}
