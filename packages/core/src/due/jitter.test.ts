import { expect, test } from "bun:test";
import { Timing } from "../timing.ts";
import { compileTiming } from "./compiled-timing.ts";
import { dueTimesIn } from "./due-times.ts";
import { fireAtOf } from "./jitter.ts";

const FROM = new Date("2026-01-01T00:00:00Z");
const UNTIL = new Date("2026-01-08T00:00:00Z");

function delaysOf(expression: string, jitter: number, scheduleId?: string): number[] {
  const timing = Timing.parse({ spec: { type: "cron", expression }, jitter });
  const compiled = compileTiming(timing, scheduleId);
  return dueTimesIn(compiled, FROM, UNTIL, 100_000).map(
    (due) => fireAtOf(compiled, due).getTime() - due.getTime(),
  );
}

test("jitter is fixed by schedule and due time", () => {
  expect(delaysOf("* * * * *", 30_000, "a")).toEqual(delaysOf("* * * * *", 30_000, "a"));
  expect(delaysOf("* * * * *", 30_000, "a")).not.toEqual(delaysOf("* * * * *", 30_000, "b"));
});

test("it spreads evenly over its whole length", () => {
  const delays = delaysOf("* * * * *", 30_000, "a");
  const tenths = Array.from(
    { length: 10 },
    (_, i) => delays.filter((d) => Math.floor(d / 3_001) === i).length,
  );
  expect(delays).toHaveLength(10_080);
  for (const count of tenths) expect(count).toBeWithin(900, 1_120);
});

test("it never reaches the next due time, however long it is", () => {
  const delays = delaysOf("* * * * * *", 86_400_000, "a");
  expect(delays.reduce((a, b) => Math.max(a, b))).toBe(999);
});

test("the last due time of all has the whole jitter to itself", () => {
  const timing = Timing.parse({ spec: { type: "once", at: FROM }, jitter: 60_000 });
  const delays = Array.from(
    { length: 200 },
    (_, i) => Number(fireAtOf(compileTiming(timing, `s${i}`), FROM)) - Number(FROM),
  );
  expect(Math.max(...delays)).toBeWithin(55_000, 60_001);
});

test("without jitter, or without an id, a due time fires when it is due", () => {
  expect(new Set(delaysOf("0 * * * *", 0, "a"))).toEqual(new Set([0]));
  expect(new Set(delaysOf("0 * * * *", 60_000))).toEqual(new Set([0]));
});
