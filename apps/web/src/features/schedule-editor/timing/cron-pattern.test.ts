import { describe, expect, test } from "bun:test";
import { type CronPattern, changeKind, readCronPattern, writeCronPattern } from "./cron-pattern.ts";

describe("readCronPattern", () => {
  test.each<[string, CronPattern]>([
    ["* * * * *", { kind: "minutes", every: 1 }],
    ["*/15 * * * *", { kind: "minutes", every: 15 }],
    ["5 * * * *", { kind: "hours", every: 1, minute: 5 }],
    ["0 */6 * * *", { kind: "hours", every: 6, minute: 0 }],
    ["30 2 * * *", { kind: "daily", hour: 2, minute: 30 }],
    ["0 30 2 * * *", { kind: "daily", hour: 2, minute: 30 }],
    ["0 9 * * mon-fri", { kind: "weekly", weekdays: [1, 2, 3, 4, 5], hour: 9, minute: 0 }],
    ["0 9 ? * 6,7", { kind: "weekly", weekdays: [0, 6], hour: 9, minute: 0 }],
    ["0 0 L * ?", { kind: "monthly", day: "L", hour: 0, minute: 0 }],
    ["0 0 1 * *", { kind: "monthly", day: 1, hour: 0, minute: 0 }],
  ])("reads %s", (expression, pattern) => {
    expect(readCronPattern(expression)).toEqual(pattern);
  });

  test.each([
    "",
    "@daily",
    "10 0 9 * * *",
    "*/7 * * * *",
    "0 9 * 12 *",
    "0 9 1 * 1",
    "0 9-17 * * *",
    "0 24 * * *",
    "0 9 32 * *",
    "0 9 * * 5L",
    "0 9 * * fri-mon",
    "H 2 * * *",
  ])("leaves %p to the text", (expression) => {
    expect(readCronPattern(expression)).toBeUndefined();
  });
});

test.each([
  "* * * * *",
  "*/20 * * * *",
  "7 */2 * * *",
  "30 2 * * *",
  "0 9 * * 1-5",
  "0 9 * * 0,6",
  "0 0 L * *",
])("%s is written as it was read", (expression) => {
  const pattern = readCronPattern(expression);
  expect(pattern && writeCronPattern(pattern)).toBe(expression);
});

test("another kind keeps the time of day", () => {
  expect(changeKind({ kind: "daily", hour: 2, minute: 30 }, "monthly")).toEqual({
    kind: "monthly",
    day: 1,
    hour: 2,
    minute: 30,
  });
});
