import { expect, test } from "bun:test";
import { horizonHealthOf, isSilent, isWindowEmpty } from "./health.ts";

const now = new Date("2026-11-24T12:00:00Z");
const after = (ms: number) => new Date(now.getTime() + ms);

test.each([
  ["half an hour ahead", 30 * 60_000, "AHEAD"],
  ["two minutes ahead", 2 * 60_000, "AHEAD"],
  ["less than two minutes ahead", 2 * 60_000 - 1, "NEAR"],
  ["now", 0, "BEHIND"],
  ["in the past", -1, "BEHIND"],
] as const)("a horizon %s", (_, ahead, expected) => {
  expect(horizonHealthOf({ horizon: after(ahead), now })).toBe(expected);
});

test("a process is silent once its lease is over", () => {
  expect(isSilent({ leaseExpiresAt: after(1) }, now)).toBe(false);
  expect(isSilent({ leaseExpiresAt: now }, now)).toBe(true);
});

test("a window with nothing but a skipped run is not empty", () => {
  const none = {
    succeededCount: 0,
    failedCount: 0,
    cancelledCount: 0,
    skippedCount: 0,
    missedCount: 0,
    activeCount: 0,
    onTimeCount: 0,
    expectedCount: 0,
    onTimeTolerance: 5_000,
  };
  expect(isWindowEmpty(none)).toBe(true);
  expect(isWindowEmpty({ ...none, skippedCount: 1 })).toBe(false);
});
