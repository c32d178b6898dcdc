import { expect, test } from "bun:test";
import { Backfill, dueTimesToBackfill, MAX_BACKFILL, spreadBackfill } from "./backfill.ts";
import { compileTiming } from "./due/index.ts";
import { Timing } from "./timing.ts";

const NOON = new Date("2026-03-02T12:00:00Z");
const MINUTE = 60_000;
const ID = "0198a5c8-0000-7000-8000-000000000001";
const everyMinute = compileTiming(
  Timing.parse({ spec: { type: "cron", expression: "* * * * *", timeZone: "UTC" } }),
  ID,
);
const minutesAfterNoon = (minutes: number) => new Date(NOON.getTime() + minutes * MINUTE);

test.each<[string, number, number, number | undefined]>([
  ["of no due time", 0, 0, undefined],
  ["as long as one call may be", MAX_BACKFILL, MAX_BACKFILL, undefined],
  ["longer than that", MAX_BACKFILL + 5, MAX_BACKFILL, MAX_BACKFILL],
])("a range %s", (_, minutes, expected, next) => {
  const { dueAts, nextFrom } = dueTimesToBackfill(everyMinute, NOON, minutesAfterNoon(minutes));
  expect(dueAts).toHaveLength(expected);
  expect(nextFrom).toEqual(next === undefined ? undefined : minutesAfterNoon(next));
});

test("runs fire from now on in the order of their due times", () => {
  const now = minutesAfterNoon(60);
  const dueAts = [0, 1, 2].map(minutesAfterNoon);
  expect(spreadBackfill(dueAts, now).map(({ fireAt }) => fireAt.getTime() - now.getTime())).toEqual([
    0, 100, 200,
  ]);
});

test.each([
  ["ends where it begins", { from: NOON, until: NOON }],
  ["is of no schedule", { from: NOON, id: "7" }],
  ["begins nowhere", { until: NOON }],
])("a backfill that %s is refused", (_, range) => {
  expect(Backfill.safeParse({ id: ID, ...range }).success).toBe(false);
});
