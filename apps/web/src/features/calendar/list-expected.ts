import "server-only";
import { compileTiming, dueTimesIn, type Schedule } from "@repo/core";
import { decodeSchedule, encodeScheduleQuery } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

const MAX_SCHEDULES = 200;
/** More than one can tell apart. */
const MAX_DUE_TIMES = 100;

/** A schedule with due times in a slot that are not runs yet. */
export interface ExpectedSchedule {
  id: string;
  name: string;
  /** In order, at most a hundred. */
  dueTimes: Date[];
  /** There are more due times than were computed. */
  isCut: boolean;
}

export interface ExpectedSchedules {
  schedules: ExpectedSchedule[];
  /** There are more active schedules than were looked at. */
  isIncomplete: boolean;
}

/** The schedules that will be due in a slot beyond the horizon, by their definitions as they are. */
export async function listExpected(slot: { from: Date; until: Date }): Promise<ExpectedSchedules> {
  const answer = await read(
    api(ScheduleService).listSchedules(
      encodeScheduleQuery({ states: ["ACTIVE"], orderBy: "NEXT_DUE", pageSize: MAX_SCHEDULES }),
    ),
  );
  const schedules = answer.schedules.map(decodeSchedule).map((schedule) => expectedIn(slot, schedule));
  return {
    schedules: schedules.filter(({ dueTimes }) => dueTimes.length > 0),
    isIncomplete: answer.nextPageToken !== "",
  };
}

function expectedIn({ from, until }: { from: Date; until: Date }, schedule: Schedule): ExpectedSchedule {
  const { id, definition, nextDueAt } = schedule;
  // what is due before the cursor is a run already
  const dueTimes =
    nextDueAt === undefined
      ? []
      : dueTimesIn(compileTiming(definition, id), nextDueAt > from ? nextDueAt : from, until, MAX_DUE_TIMES);
  return { id, name: definition.name, dueTimes, isCut: dueTimes.length === MAX_DUE_TIMES };
}
