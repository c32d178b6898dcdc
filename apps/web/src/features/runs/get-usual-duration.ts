import "server-only";
import type { Run } from "@repo/core";
import { decodeRun, encodeRunQuery } from "@repo/proto";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";
import { usualDurationOf } from "./usual-duration.ts";

const LOOKED_AT = 10;

/** How long the last runs of the same schedule that succeeded took. Undefined: none has. */
export async function getUsualDuration({
  scheduleId,
  dueAt,
}: Pick<Run, "scheduleId" | "dueAt">): Promise<number | undefined> {
  const query = encodeRunQuery({
    scheduleId,
    dueUntil: dueAt,
    states: ["SUCCEEDED"],
    orderBy: "LATEST",
    pageSize: LOOKED_AT,
  });
  const { runs } = await read(api(RunService).listRuns(query));
  return usualDurationOf(runs.map(decodeRun));
}
