"use server";

import type { DueTimeExplanation } from "@repo/core";
import { decodeDueTimeExplanation, encodeTimestamp } from "@repo/proto";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** Why a schedule ran, ran late, or did not run at an instant. */
export async function explainDueTime(
  scheduleId: string,
  dueAt: Date,
): Promise<ActionResult<DueTimeExplanation>> {
  return act(async () =>
    decodeDueTimeExplanation(
      await api(RunService).explainDueTime({ scheduleId, dueAt: encodeTimestamp(dueAt) }),
    ),
  );
}
