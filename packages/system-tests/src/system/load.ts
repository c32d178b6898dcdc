import {
  compileTiming,
  dueTimesIn,
  fireAtOf,
  ScheduleDefinition,
  type ScheduleDefinitionInput,
} from "@repo/core";
import { decodeSchedule, encodeDefinition } from "@repo/proto";
import type { ExpectedRun, ObservedCall, RecordedCall } from "@repo/testing";
import pLimit from "p-limit";
import type { System } from "./start-system.ts";

/** A stored schedule, and what it was stored with. */
export interface StoredSchedule {
  id: string;
  name: string;
  definition: ScheduleDefinition;
}

/** What all schedules of a load have in common: with it every due time runs, however late, exactly once. */
export const EXACT: Pick<
  ScheduleDefinitionInput,
  "misfirePolicy" | "misfireGrace" | "overlapPolicy" | "maxAttempts" | "initialBackoff" | "maxBackoff"
> = {
  misfirePolicy: "FIRE_ALL",
  misfireGrace: 3_600_000,
  overlapPolicy: "ALLOW",
  maxAttempts: 10,
  initialBackoff: 200,
  maxBackoff: 1_000,
};

const CREATES_AT_ONCE = 8;
const MAX_DUE_TIMES = 1_000_000;

/** Stores schedules through the API. Each calls the recorder under its own name. */
export async function createSchedules(
  system: System,
  inputs: readonly Omit<ScheduleDefinitionInput, "target">[],
): Promise<StoredSchedule[]> {
  const limit = pLimit(CREATES_AT_ONCE);
  return Promise.all(
    inputs.map((input) =>
      limit(async () => {
        const target = { type: "http" as const, url: system.recorder.urlFor(input.name) };
        const definition = ScheduleDefinition.parse({ ...input, target });
        const { schedule } = await system.schedules.createSchedule({
          definition: encodeDefinition(definition),
        });
        return { id: decodeSchedule(schedule).id, name: input.name, definition };
      }),
    ),
  );
}

/** The due times that a definition names, computed here: what the database says plays no part. */
export function expectedRunsOf({ id, definition }: StoredSchedule, from: Date, until: Date): ExpectedRun[] {
  const timing = compileTiming(definition, id);
  return dueTimesIn(timing, from, until, definition.maxRuns ?? MAX_DUE_TIMES).map((dueAt) => ({
    scheduleId: id,
    dueAt,
    fireAt: fireAtOf(timing, dueAt),
  }));
}

/** A call as the checker wants it. @throws when the call does not say which run it is for */
export function observedCallOf({ headers, dueAt, attempt, arrivedAt, key }: RecordedCall): ObservedCall {
  const scheduleId = headers["x-scheduler-schedule-id"];
  if (scheduleId === undefined || dueAt === undefined || attempt === undefined)
    throw new Error(`a call for ${key} does not say which run it is for`);
  return { scheduleId, dueAt, attempt, at: arrivedAt };
}

/** The first whole second that is at least `leadMs` from now. */
export function secondFromNow(leadMs: number): Date {
  return new Date(Math.ceil((Date.now() + leadMs) / 1_000) * 1_000);
}
