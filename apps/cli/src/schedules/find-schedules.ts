import type { Schedule } from "@repo/core";
import { decodeSchedule } from "@repo/proto";
import type { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import type { RpcClient } from "@repo/runtime/rpc/client";

export type Schedules = RpcClient<typeof ScheduleService>;

const PAGE_SIZE = 500;

/** Every schedule that is not deleted and carries the tag, by name. */
export async function listSchedulesTagged(client: Schedules, tag: string): Promise<Map<string, Schedule>> {
  const byName = new Map<string, Schedule>();
  for await (const schedule of listSchedules(client, { tags: [tag] })) {
    byName.set(schedule.definition.name, schedule);
  }
  return byName;
}

/** The schedule of exactly this name; undefined when there is none. */
export async function findScheduleByName(client: Schedules, name: string): Promise<Schedule | undefined> {
  for await (const schedule of listSchedules(client, { nameContains: name })) {
    if (schedule.definition.name === name) return schedule;
  }
  return undefined;
}

async function* listSchedules(
  client: Schedules,
  filter: { tags?: string[]; nameContains?: string },
): AsyncGenerator<Schedule> {
  let pageToken = "";
  do {
    const page = await client.listSchedules({ ...filter, pageSize: PAGE_SIZE, pageToken });
    yield* page.schedules.map(decodeSchedule);
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
}
