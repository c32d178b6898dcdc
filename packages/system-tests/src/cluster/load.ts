import {
  compileTiming,
  dueTimesIn,
  fireAtOf,
  ScheduleDefinition,
  type ScheduleDefinitionInput,
} from "@repo/core";
import { decodeSchedule, encodeDefinition } from "@repo/proto";
import { type ExpectedRun, eventually, type ObservedCall } from "@repo/testing";
import pLimit from "p-limit";
import { type ClusterStage, EVERY_DUE_TIME, PATIENCE_MS, TARGET } from "./stage.ts";
import type { TargetCall } from "./target/target-call.ts";

const CALLS_AT_ONCE = 4;
const MAX_DUE_TIMES = 1_000_000;
/** Between the order to store a load and its first due time. */
const LEAD_MS = 15_000;

interface Loaded {
  id: string;
  definition: ScheduleDefinition;
}

/** Schedules that call the target, from one instant on until they are deleted. */
export interface Load {
  startAt: Date;
  /** When the last was stored: on a busy machine after the first were due. */
  storedAt: Date;
  schedules: readonly Loaded[];
  /** Absent while they are not deleted: before the first was asked to go, and after the last had gone. */
  ending?: { from: Date; until: Date };
}

/** Stores `count` schedules that are due every two to five seconds, or every second. */
export async function startLoad(
  { clients }: ClusterStage,
  { prefix, count, isBusy }: { prefix: string; count: number; isBusy: boolean },
): Promise<Load> {
  const startAt = new Date(Math.ceil((Date.now() + LEAD_MS) / 1_000) * 1_000);
  const limit = pLimit(CALLS_AT_ONCE);
  const schedules = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      limit(async () => {
        const definition = ScheduleDefinition.parse({
          ...EVERY_DUE_TIME,
          ...timingOf(index, isBusy),
          name: `${prefix}-${index}`,
          startAt,
          target: { type: "http", url: `${TARGET}/${prefix}-${index}` },
        });
        const { schedule } = await clients.schedules.createSchedule({
          definition: encodeDefinition(definition),
        });
        return { id: decodeSchedule(schedule).id, definition };
      }),
    ),
  );
  return { startAt, storedAt: new Date(), schedules };
}

/** Every kind of timing. */
function timingOf(index: number, isBusy: boolean): Pick<ScheduleDefinitionInput, "spec" | "jitter"> {
  if (isBusy) return { spec: { type: "interval", every: 1_000 } };
  switch (index % 3) {
    case 0:
      return { spec: { type: "interval", every: 2_000 } };
    case 1:
      return { spec: { type: "cron", expression: "*/4 * * * * *", timeZone: "Europe/Berlin" } };
    default:
      return { spec: { type: "interval", every: 5_000 }, jitter: 2_000 };
  }
}

/** Deletes the schedules of a load. What is due while they are going may run or not. */
export async function endLoad({ clients }: ClusterStage, load: Load): Promise<void> {
  const from = new Date();
  const limit = pLimit(CALLS_AT_ONCE);
  const remove = (id: string) =>
    eventually(() => clients.schedules.deleteSchedule({ id }), {
      withinMs: PATIENCE_MS,
      describe: "a schedule to be deleted",
    });
  await Promise.all(load.schedules.map(({ id }) => limit(() => remove(id))));
  load.ending = { from, until: new Date() };
}

/** What the definitions of a load that has ended say: due times that must have run, and those that may. */
export function expectationsOf({ startAt, storedAt, schedules, ending }: Load): {
  must: ExpectedRun[];
  may: ExpectedRun[];
} {
  if (ending === undefined) throw new Error("the load has not ended");
  const { from, until } = ending;
  const runs = schedules.flatMap(({ id, definition }) => {
    const timing = compileTiming(definition, id);
    return dueTimesIn(timing, startAt, until, MAX_DUE_TIMES).map((dueAt) => ({
      scheduleId: id,
      dueAt,
      fireAt: fireAtOf(timing, dueAt),
    }));
  });
  const isCertain = ({ dueAt, fireAt }: (typeof runs)[number]) => dueAt >= storedAt && fireAt < from;
  return { must: runs.filter(isCertain), may: runs.filter((run) => !isCertain(run)) };
}

/** The calls that the target has seen for some schedules. */
export async function readCalls(loads: readonly Load[]): Promise<ObservedCall[]> {
  const ids = new Set(loads.flatMap(({ schedules }) => schedules.map(({ id }) => id)));
  const calls = (await (await fetch(`${TARGET}/calls`)).json()) as TargetCall[];
  return calls
    .filter(({ scheduleId }) => ids.has(scheduleId))
    .map(({ scheduleId, dueAt, attempt, at }) => ({
      scheduleId,
      dueAt: new Date(dueAt),
      attempt,
      at: new Date(at),
    }));
}
