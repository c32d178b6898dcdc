import "server-only";
import type { Schedule } from "@repo/core";
import { decodeSchedule } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { RpcError } from "@repo/runtime/rpc/client";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

/** The schedule with an id, if there is one: history outlives schedules, and anybody can write an address. */
export async function findSchedule(id: string): Promise<Schedule | undefined> {
  const found = api(ScheduleService)
    .getSchedule({ id })
    .catch((error: unknown) => {
      if (error instanceof RpcError && ["NOT_FOUND", "INVALID_ARGUMENT"].includes(error.code))
        return undefined;
      throw error;
    });
  const answer = await read(found);
  return answer === undefined ? undefined : decodeSchedule(answer.schedule);
}
