import {
  type Actor,
  type Caller,
  type CompiledTiming,
  compileTiming,
  invalid,
  nextDueAt,
  type Schedule,
  type ScheduleDefinition,
  shardOf,
} from "@repo/core";
import {
  holdHorizonNow,
  insertAuditEvent,
  insertSchedule,
  insertScheduleBeyondHorizon,
  insertSkippedRanges,
  type ScheduleRow,
  scheduleOf,
} from "@repo/db";
import { v7 as uuidv7 } from "uuid";
import type { Dependencies } from "../dependencies.ts";
import { dispatch } from "../planning/dispatch.ts";
import { creationOf } from "./audit-schedule.ts";
import { planUpTo } from "./plan-up-to.ts";

export interface CreateScheduleInput {
  definition: ScheduleDefinition;
  /** Nothing of it runs until it is resumed. */
  paused: boolean;
}

/** How far the estimate of the database's clock may be ahead of it; beyond that the careful way is taken. */
const ESTIMATE_MARGIN_MS = 1_000;

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
  // time-ordered, so that the primary key grows at its end and pages of schedules follow it
  const id = uuidv7();
  const subject = { id, definition, actor, shard: shardOf(id), timing: compileTiming(definition, id) };
  const row = await dependencies.ownerQuota.within(
    actor.name,
    async () =>
      (paused ? undefined : await storeBeyondHorizon(dependencies, subject)) ??
      (await storeAndPlan(dependencies, subject, paused)),
  );
  return scheduleOf(row);
}

interface Subject {
  id: string;
  definition: ScheduleDefinition;
  actor: Actor;
  shard: number;
  timing: CompiledTiming;
}

/**
 * Most schedules are not due before the horizon: one statement stores those, and makes sure of it.
 *
 * @returns undefined when this one has to be planned at once, or it is not certain that it need not be
 */
async function storeBeyondHorizon(
  { database, clock }: Dependencies,
  { timing, actor, ...subject }: Subject,
): Promise<ScheduleRow | undefined> {
  const now = clock.estimateDatabaseTime();
  if (now === undefined) return undefined;
  const since = new Date(now.getTime() - ESTIMATE_MARGIN_MS);
  const first = nextDueAt(timing, since);
  if (first === undefined) return undefined;
  return insertScheduleBeyondHorizon(database, {
    ...subject,
    owner: actor.name,
    state: "ACTIVE",
    nextDueAt: first,
    since,
    audit: creationOf({ ...subject, state: "ACTIVE", actor }),
  });
}

async function storeAndPlan(
  dependencies: Dependencies,
  { timing, actor, ...subject }: Subject,
  paused: boolean,
): Promise<ScheduleRow> {
  const { id, definition, shard } = subject;
  const state = paused ? "PAUSED" : "ACTIVE";
  const { row, runs } = await dependencies.database.transaction(async (sql) => {
    const { horizon, now } = await holdHorizonNow(sql, shard);
    const first = nextDueAt(timing, now);
    if (first === undefined) throw neverDue(definition);
    const inserted = await insertSchedule(sql, {
      ...subject,
      owner: actor.name,
      state,
      nextDueAt: paused ? undefined : first,
    });
    await insertAuditEvent(sql, creationOf({ ...subject, state, actor }));
    if (paused) {
      await insertSkippedRanges(sql, [{ scheduleId: id, from: now, until: undefined, reason: "PAUSED" }]);
      return { row: inserted, runs: [] };
    }
    if (first >= horizon) return { row: inserted, runs: [] };
    return planUpTo(sql, dependencies, { row: inserted, nextDueAt: first, until: horizon, now });
  });
  await dispatch(dependencies, runs);
  return row;
}

function neverDue({ spec }: ScheduleDefinition) {
  return spec.type === "once"
    ? invalid([{ field: "spec.at", message: "has passed; choose an instant in the future" }])
    : invalid([
        { field: "spec", message: "is never due from now on; check it with endAt and the exclusions" },
      ]);
}
