"use server";

import type { Run } from "@repo/core";
import { decodeRun } from "@repo/proto";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** A run that waits does not start; one that runs is told to stop. */
export async function cancelRun(id: string, note: string): Promise<ActionResult<Run>> {
  return act(async () => decodeRun((await api(RunService).cancelRun({ id, note })).run));
}
