import { expect, test } from "bun:test";
import { ScheduleDefinition, type ScheduleDefinitionInput } from "@repo/core";
import { upcomingOf } from "./upcoming.ts";

const now = new Date("2026-11-24T12:00:30Z");
const id = "0198a5c8-0000-7000-8000-000000000001";

const schedule = (fields: Partial<ScheduleDefinitionInput> = {}, plannedCount = 0) => ({
  id,
  plannedCount,
  state: "ACTIVE" as const,
  definition: ScheduleDefinition.parse({
    name: "each minute",
    spec: { type: "interval", every: 60_000 },
    target: { type: "noop" },
    ...fields,
  }),
});

const planned = (time: string, kind: "SCHEDULED" | "TRIGGERED" = "SCHEDULED") => ({
  id: `run of ${time}`,
  dueAt: new Date(`2026-11-24T${time}Z`),
  kind,
});

const drawn = (...args: Parameters<typeof upcomingOf>) =>
  upcomingOf(...args).map(({ dueAt, runId }) => `${dueAt.toISOString().slice(11, 19)} ${runId ?? "-"}`);

test("each due time names the run that is planned for it", () => {
  expect(drawn(schedule(), [planned("12:01:00")], { now, count: 2 })).toEqual([
    "12:01:00 run of 12:01:00",
    "12:02:00 -",
  ]);
});

test("of a life of five runs with four planned, two of them still to come, three are left", () => {
  const runs = [planned("12:01:00"), planned("12:02:00")];
  expect(drawn(schedule({ maxRuns: 5 }, 4), runs, { now, count: 10 })).toEqual([
    "12:01:00 run of 12:01:00",
    "12:02:00 run of 12:02:00",
    "12:03:00 -",
  ]);
});

test("a run by hand is no due time", () => {
  expect(drawn(schedule(), [planned("12:01:00", "TRIGGERED")], { now, count: 1 })).toEqual(["12:01:00 -"]);
});

test("what is completed has nothing to come", () => {
  expect(upcomingOf({ ...schedule(), state: "COMPLETED" }, [], { now, count: 5 })).toEqual([]);
});
