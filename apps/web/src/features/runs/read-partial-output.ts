"use server";

import type { PartialOutput } from "@repo/core";
import { decodeRun } from "@repo/proto";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** What the running attempt of a run has said so far, and which one that is; undefined when none is running. */
export async function readPartialOutput(
  runId: string,
): Promise<ActionResult<{ partialOutput: PartialOutput | undefined; attempt: number | undefined }>> {
  return act(async () => {
    const { partialOutput, state, attempt } = decodeRun((await api(RunService).getRun({ id: runId })).run);
    return { partialOutput, attempt: state === "RUNNING" ? attempt : undefined };
  });
}
