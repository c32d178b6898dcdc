import "server-only";
import type { Run } from "@repo/core";
import { decodeDueTimeExplanation, encodeTimestamp } from "@repo/proto";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

/** What became of a run and why, in a sentence or two. */
export async function explainRun({ scheduleId, dueAt }: Run): Promise<string> {
  const answer = await read(api(RunService).explainDueTime({ scheduleId, dueAt: encodeTimestamp(dueAt) }));
  return decodeDueTimeExplanation(answer).explanation;
}
