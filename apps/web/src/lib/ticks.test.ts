import { expect, test } from "bun:test";
import { durationAxis, durationTicks } from "./ticks.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  [1_300, [0, 500, 1_000]],
  [4, [0, 1, 2, 3, 4]],
  [0, [0]],
  [90_000, [0, 30_000, 60_000, 90_000]],
  [50 * HOUR, [0, 24 * HOUR, 48 * HOUR]],
])("ticks within %d ms are round", (longest, ticks) => {
  expect(durationTicks(longest, 4)).toEqual(ticks);
});

test.each([
  [25, [0, 10, 20, 30]],
  [51, [0, 20, 40, 60]],
  [0, [0, 1]],
  [7 * MINUTE, [0, 5 * MINUTE, 10 * MINUTE]],
])("an axis up to %d ms ends with a round length", (longest, ticks) => {
  expect(durationAxis(longest, 3)).toEqual(ticks);
});
