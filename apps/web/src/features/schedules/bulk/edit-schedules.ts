"use server";

import type { BulkEdit, BulkEditResult } from "@repo/core";
import { decodeBulkEditResult, encodeBulkEdit } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** One call of a bulk edit; the answer's `nextPageToken` says whether another is needed. */
export async function editSchedules(edit: BulkEdit): Promise<ActionResult<BulkEditResult>> {
  return act(async () =>
    decodeBulkEditResult(await api(ScheduleService).editSchedules(encodeBulkEdit(edit))),
  );
}
