import {
  compileTiming,
  invalid,
  nextDueAt,
  type Schedule,
  type ScheduleDefinition,
  shardOf,
} from "@repo/core";
import { holdHorizon, insertSchedule, readDatabaseTime, scheduleOf } from "@repo/db";
import { v7 as uuidv7 } from "uuid";
import type { Dependencies } from "../dependencies.ts";
import { dispatch } from "../planning/dispatch.ts";
import { replan } from "./edit-schedule.ts";

/**
 * Stores a new schedule and plans it up to the horizon.
 *
 * @throws DomainError INVALID when it would never be due, ALREADY_EXISTS when its name is taken
 */
export async function createSchedule(
  dependencies: Dependencies,
  { definition, owner }: { definition: ScheduleDefinition; owner: string },
): Promise<Schedule> {
  // time-ordered, so that the primary key grows at its end and pages of schedules follow it
  const id = uuidv7();
  const shard = shardOf(id);
  const timing = compileTiming(definition, id);
  const { row, runs } = await dependencies.database.transaction(async (sql) => {
    const horizon = await holdHorizon(sql, shard);
    const now = await readDatabaseTime(sql);
    if (nextDueAt(timing, now) === undefined) throw neverDue(definition);
    const inserted = await insertSchedule(sql, { id, definition, owner, shard });
    return replan(sql, dependencies, inserted, now, horizon);
  });
  await dispatch(dependencies, runs);
  return scheduleOf(row);
}

function neverDue({ spec }: ScheduleDefinition) {
  return spec.type === "once"
    ? invalid([{ field: "spec.at", message: "has passed; choose an instant in the future" }])
    : invalid([
        { field: "spec", message: "is never due from now on; check it with endAt and the exclusions" },
      ]);
}
