import "server-only";
import type { RecentRun } from "@repo/core";
import { decodeScheduleRuns } from "@repo/proto";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

const RUNS_PER_SCHEDULE = 10;

/** The last ten runs of each schedule, latest first. */
export async function listRecentRuns(
  scheduleIds: readonly string[],
): Promise<ReadonlyMap<string, RecentRun[]>> {
  if (scheduleIds.length === 0) return new Map();
  const { schedules } = await read(
    api(RunService).listRecentRuns({ scheduleIds: [...scheduleIds], perSchedule: RUNS_PER_SCHEDULE }),
  );
  return new Map(schedules.map(decodeScheduleRuns).map(({ scheduleId, runs }) => [scheduleId, runs]));
}
