import {
  type Caller,
  compileTiming,
  DomainError,
  invalid,
  nextDueAt,
  type Schedule,
  type ScheduleDefinition,
  shardOf,
} from "@repo/core";
import { hasSchedules, holdHorizon, insertSchedule, readDatabaseTime, scheduleOf } from "@repo/db";
import { v7 as uuidv7 } from "uuid";
import type { Dependencies } from "../dependencies.ts";
import { dispatch } from "../planning/dispatch.ts";
import { auditSchedule } from "./audit-schedule.ts";
import { replan } from "./edit-schedule.ts";

/**
 * Stores a new schedule, which belongs to the caller, and plans it up to the horizon.
 *
 * @throws DomainError INVALID when it would never be due, ALREADY_EXISTS when its name is taken, RESOURCE_EXHAUSTED
 */
export async function createSchedule(
  dependencies: Dependencies,
  definition: ScheduleDefinition,
  { actor }: Caller,
): Promise<Schedule> {
  const { database, maxSchedulesPerOwner } = dependencies;
  const owner = actor.name;
  // time-ordered, so that the primary key grows at its end and pages of schedules follow it
  const id = uuidv7();
  const shard = shardOf(id);
  const timing = compileTiming(definition, id);
  const { row, runs } = await database.transaction(async (sql) => {
    const horizon = await holdHorizon(sql, shard);
    const now = await readDatabaseTime(sql);
    if (nextDueAt(timing, now) === undefined) throw neverDue(definition);
    if (await hasSchedules(sql, owner, maxSchedulesPerOwner)) throw tooManySchedules(maxSchedulesPerOwner);
    const inserted = await insertSchedule(sql, { id, definition, owner, shard });
    await auditSchedule(sql, { actor, action: "SCHEDULE_CREATED", before: undefined, after: inserted });
    return replan(sql, dependencies, inserted, now, horizon);
  });
  await dispatch(dependencies, runs);
  return scheduleOf(row);
}

function tooManySchedules(limit: number): DomainError {
  const message = `you own ${limit} schedules, which is the limit; delete those that are not used any more`;
  return new DomainError("RESOURCE_EXHAUSTED", "TOO_MANY_SCHEDULES", message);
}

function neverDue({ spec }: ScheduleDefinition) {
  return spec.type === "once"
    ? invalid([{ field: "spec.at", message: "has passed; choose an instant in the future" }])
    : invalid([
        { field: "spec", message: "is never due from now on; check it with endAt and the exclusions" },
      ]);
}
