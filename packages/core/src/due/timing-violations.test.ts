import { describe, expect, test } from "bun:test";
import { DomainError } from "../errors.ts";
import { Timing } from "../timing.ts";
import { compileTiming } from "./compiled-timing.ts";
import { nextDueAt } from "./due-times.ts";
import { timingViolations } from "./timing-violations.ts";

function withExpression(expression: string, bounds: object = {}): Timing {
  return Timing.parse({ spec: { type: "cron", expression }, ...bounds });
}

describe("an expression is refused with the part at fault and the remedy", () => {
  test.each([
    ["0 0 31 2 *", 'is never due: no date has day-of-month "31", month "2" and day-of-week "*"'],
    ["0 0 30W 2 *", 'is never due: no date has day-of-month "30W", month "2" and day-of-week "*"'],
    ["61 * * * *", 'minute "61": use values within 0-59'],
    ["* 24 * * *", 'hour "24": '],
    ["* * 0 * *", 'day-of-month "0": '],
    ["* * * 13 *", 'month "13": '],
    ["* * * FOO *", 'month "FOO": use values within 1-12 or JAN-DEC'],
    ["* * * * 8", 'day-of-week "8": use values within 0-6 or SUN-SAT'],
    ["1,2,x * * * *", 'minute "X": '],
    ["*/90 * * * *", 'minute "*/90": the step must lie within 1-60; for a longer distance use an interval'],
    ["*/0 * * * *", 'minute "*/0": the step must lie within 1-60'],
    ["0 0 32W * *", 'day-of-month "32W": the day before W must lie within 1-31'],
    ["0 0 * * 1#6", 'day-of-week "1#6": the number after # must lie within 1-5'],
    ["H(9-99) * * * *", 'minute "H(9-99)": the range must lie within 0-59'],
    ["H/99 * * * *", 'minute "H/99": the step must lie within 1-60'],
    ["HOURLY * * * *", 'minute "HOURLY": write H, H/15, H(0-29) or H(0-29)/10'],
    [
      "* * * *",
      "has 4 fields; give five (minute hour day-of-month month day-of-week), or six with seconds first",
    ],
    ["0 0 0 1 1 * 2030", "has 7 fields"],
    ["@every 5m", 'unknown macro "@every 5m"; use one of @yearly'],
  ])("%s", (expression, message) => {
    const violations = timingViolations(withExpression(expression));
    expect(violations).toEqual([{ field: "spec.expression", message: expect.stringContaining(message) }]);
    expect(() => compileTiming(withExpression(expression), "id")).toThrow(DomainError);
  });
});

describe("what would never be due is refused at the field to blame", () => {
  const excludeAll = { type: "weekly", weekdays: [0, 1, 2, 3, 4, 5, 6], from: "00:00", until: "00:00" };
  test.each([
    ["endAt before startAt", { startAt: new Date("2026-02-01"), endAt: new Date("2026-01-01") }, "endAt"],
    [
      "endAt before the first due time",
      { startAt: new Date("2026-01-02"), endAt: new Date("2026-01-03") },
      "endAt",
    ],
    ["exclusions that cover everything", { exclusions: [excludeAll] }, "exclusions"],
    [
      "an exclusion with a bad expression",
      { exclusions: [excludeAll, { type: "cron", expression: "x" }] },
      "exclusions.1.expression",
    ],
  ])("%s", (_, bounds, field) => {
    expect(timingViolations(withExpression("0 0 1 1 *", bounds))).toEqual([
      { field, message: expect.any(String) },
    ]);
  });

  test("once, outside startAt and endAt", () => {
    const timing = Timing.parse({
      spec: { type: "once", at: new Date("2026-01-01") },
      startAt: new Date("2026-01-02"),
    });
    expect(timingViolations(timing)).toEqual([{ field: "spec.at", message: "is never due from startAt on" }]);
  });

  test("and soon, whatever it takes to find out", () => {
    const timing = withExpression("*/5 * * * *", { exclusions: [{ type: "cron", expression: "* * * * *" }] });
    const startedAt = performance.now();
    expect(timingViolations(timing)).toEqual([{ field: "exclusions", message: expect.any(String) }]);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test("several faults are named together", () => {
    const timing = withExpression("x", { exclusions: [{ type: "cron", expression: "y" }] });
    expect(timingViolations(timing).map(({ field }) => field)).toEqual([
      "spec.expression",
      "exclusions.0.expression",
    ]);
  });
});

describe("H", () => {
  const hashed = withExpression("H H(1-5) H * *");

  test("is accepted before there is an id, and settled by it", () => {
    expect(timingViolations(hashed)).toEqual([]);
    expect(() => compileTiming(hashed)).toThrow("H is settled by the schedule's id");
  });

  test("keeps its place for ever", () => {
    const due = nextDueAt(
      compileTiming(hashed, "0198a5c8-0000-7000-8000-000000000001"),
      new Date("2026-01-01"),
    );
    expect(due?.toISOString()).toBe("2026-01-26T03:00:00.000Z");
  });

  test("spreads schedules over the whole range, and never names a day that months lack", () => {
    const minutes = new Set<number>();
    const hours = new Set<number>();
    const days = new Set<number>();
    for (let i = 0; i < 2_000; i++) {
      const due = nextDueAt(compileTiming(hashed, `schedule-${i}`), new Date("2026-01-01"));
      minutes.add(due?.getUTCMinutes() ?? -1);
      hours.add(due?.getUTCHours() ?? -1);
      days.add(due?.getUTCDate() ?? -1);
    }
    expect(minutes.size).toBe(60);
    expect([...hours].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(Math.max(...days)).toBe(28);
    expect(days.size).toBe(28);
  });

  test("with a step starts anywhere in the first step", () => {
    const starts = new Set<number>();
    for (let i = 0; i < 200; i++) {
      const compiled = compileTiming(withExpression("H/15 * * * *"), `schedule-${i}`);
      const first = nextDueAt(compiled, new Date("2025-12-31T23:59:59Z"));
      const second = first && nextDueAt(compiled, first);
      expect(Number(second) - Number(first)).toBe(15 * 60_000);
      starts.add(first?.getUTCMinutes() ?? -1);
    }
    expect([...starts].sort((a, b) => a - b)).toEqual(Array.from({ length: 15 }, (_, i) => i));
  });
});
