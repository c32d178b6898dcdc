import "server-only";
import type { Run } from "@repo/core";
import { decodeRun, encodeRunQuery } from "@repo/proto";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

/** Runs of a schedule that are rows already and still to come, the earliest first. */
export async function listPlannedRuns(scheduleId: string, now: Date, count: number): Promise<Run[]> {
  const query = encodeRunQuery({
    scheduleId,
    states: ["PLANNED", "QUEUED"],
    dueFrom: now,
    orderBy: "EARLIEST",
    pageSize: count,
  });
  const { runs } = await read(api(RunService).listRuns(query));
  return runs.map(decodeRun);
}
