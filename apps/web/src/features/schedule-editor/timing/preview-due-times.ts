"use server";

import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { DueTimePreview } from "@repo/core";
import { encodeDefinition } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";
import type { TimingInput } from "../draft/definition-of-draft.ts";

const COUNT = 10;

export interface TimingPreview {
  dueTimes: DueTimePreview[];
  /** The timing in plain English. */
  explanation: string;
}

/** The next due times, as the planner will compute them. */
export async function previewDueTimes(
  timing: TimingInput,
  scheduleId: string,
): Promise<ActionResult<TimingPreview>> {
  return act(async () => {
    const { dueTimes, explanation } = await api(ScheduleService).previewDueTimes({
      definition: encodeDefinition(timing),
      count: COUNT,
      scheduleId,
    });
    return {
      explanation,
      dueTimes: dueTimes.flatMap(({ dueAt, fireAt, localTime, note }) =>
        dueAt === undefined || fireAt === undefined
          ? []
          : [
              {
                dueAt: timestampDate(dueAt),
                fireAt: timestampDate(fireAt),
                localTime,
                ...(note !== "" && { note }),
              },
            ],
      ),
    };
  });
}
