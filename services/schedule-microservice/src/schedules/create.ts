import {
  type Caller,
  compileTiming,
  invalid,
  nextDueAt,
  type Schedule,
  type ScheduleDefinition,
  shardOf,
} from "@repo/core";
import { holdHorizonNow, insertSchedule, insertSkippedRanges, scheduleOf } from "@repo/db";
import { v7 as uuidv7 } from "uuid";
import type { Dependencies } from "../dependencies.ts";
import { dispatch } from "../planning/dispatch.ts";
import { auditSchedule } from "./audit-schedule.ts";
import { planUpTo } from "./plan-up-to.ts";

export interface CreateScheduleInput {
  definition: ScheduleDefinition;
  /** Nothing of it runs until it is resumed. */
  paused: boolean;
}

/**
 * Stores a new schedule, which belongs to the caller, and plans it up to the horizon.
 *
 * @throws DomainError INVALID when it would never be due, ALREADY_EXISTS when its name is taken, RESOURCE_EXHAUSTED
 */
export async function createSchedule(
  dependencies: Dependencies,
  { definition, paused }: CreateScheduleInput,
  { actor }: Caller,
): Promise<Schedule> {
  const { database, ownerQuota } = dependencies;
  const owner = actor.name;
  // time-ordered, so that the primary key grows at its end and pages of schedules follow it
  const id = uuidv7();
  const shard = shardOf(id);
  const timing = compileTiming(definition, id);
  const { row, runs } = await ownerQuota.within(owner, () =>
    database.transaction(async (sql) => {
      const { horizon, now } = await holdHorizonNow(sql, shard);
      const first = nextDueAt(timing, now);
      if (first === undefined) throw neverDue(definition);
      const inserted = await insertSchedule(sql, {
        id,
        definition,
        owner,
        shard,
        ...(paused ? { state: "PAUSED" } : { state: "ACTIVE", nextDueAt: first }),
      });
      await auditSchedule(sql, { actor, action: "SCHEDULE_CREATED", before: undefined, after: inserted });
      if (paused) {
        await insertSkippedRanges(sql, [{ scheduleId: id, from: now, until: undefined, reason: "PAUSED" }]);
        return { row: inserted, runs: [] };
      }
      if (first >= horizon) return { row: inserted, runs: [] };
      return planUpTo(sql, dependencies, { row: inserted, nextDueAt: first, until: horizon, now });
    }),
  );
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
