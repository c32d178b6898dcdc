import "server-only";
import type { Run, RunQuery } from "@repo/core";
import { decodeRun, encodeRunQuery } from "@repo/proto";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

/** The runs of the same schedule before and after a run. */
export async function getNeighbours({
  scheduleId,
  dueAt,
}: Pick<Run, "scheduleId" | "dueAt">): Promise<{ previous: Run | undefined; next: Run | undefined }> {
  const [previous, next] = await Promise.all([
    firstRun({ scheduleId, dueUntil: dueAt, orderBy: "LATEST" }),
    firstRun({ scheduleId, dueFrom: new Date(dueAt.getTime() + 1), orderBy: "EARLIEST" }),
  ]);
  return { previous, next };
}

async function firstRun(query: Partial<RunQuery>): Promise<Run | undefined> {
  const { runs } = await read(api(RunService).listRuns(encodeRunQuery({ ...query, pageSize: 1 })));
  return runs.map(decodeRun)[0];
}
