"use server";

import type { BackfillResult } from "@repo/core";
import { decodeBackfillResult, encodeBackfill } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** A range of past due times. */
export interface BackfillRange {
  from: Date;
  /** Not included. */
  until: Date;
}

/** Makes past due times run that did not. @param validateOnly only counts them */
export async function backfillSchedule(
  id: string,
  range: BackfillRange,
  validateOnly: boolean,
): Promise<ActionResult<BackfillResult>> {
  return act(async () =>
    decodeBackfillResult(
      await api(ScheduleService).backfillSchedule(encodeBackfill({ id, ...range, validateOnly })),
    ),
  );
}
