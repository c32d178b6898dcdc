import { describe, expect, test } from "bun:test";
import type { BulkEditResult } from "@repo/core";
import { addToTally, describeTally, EMPTY_TALLY, progressOf } from "./tally.ts";

function aResult(overrides: Partial<BulkEditResult>): BulkEditResult {
  return {
    changedCount: 0,
    unchangedCount: 0,
    notAllowedCount: 0,
    failedCount: 0,
    failures: [],
    remainingCount: 0,
    remainingCountExceeded: false,
    nextPageToken: "",
    ...overrides,
  };
}

describe("the tally of a bulk edit", () => {
  test("counts what all calls changed, and what the last one left", () => {
    const first = addToTally(
      EMPTY_TALLY,
      aResult({ changedCount: 990, failedCount: 10, remainingCount: 500 }),
    );
    const tally = addToTally(first, aResult({ changedCount: 498, unchangedCount: 2 }));
    expect(progressOf(first)).toBeCloseTo(2 / 3);
    expect(progressOf(tally)).toBe(1);
    expect(describeTally(tally, "paused")).toEqual(["1,488 paused", "2 are like that already", "10 refused"]);
  });

  test("says that there is more than was counted", () => {
    const tally = addToTally(
      EMPTY_TALLY,
      aResult({ changedCount: 1, notAllowedCount: 1, remainingCount: 10_000, remainingCountExceeded: true }),
    );
    expect(describeTally(tally, "deleted")).toEqual([
      "1 deleted",
      "1 is not yours to change",
      "more than 10,000 not looked at yet",
    ]);
  });

  test("has made no progress before the first call", () => {
    expect(progressOf(EMPTY_TALLY)).toBe(0);
  });
});
