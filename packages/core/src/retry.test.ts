import { expect, test } from "bun:test";
import { retryDelay } from "./retry.ts";

const POLICIES = { initialBackoff: 1_000, maxBackoff: 10_000 };

test.each([
  [1, 500, 1_000],
  [2, 1_000, 2_000],
  [3, 2_000, 4_000],
  [4, 4_000, 8_000],
  [5, 5_000, 10_000],
  [25, 5_000, 10_000],
  [2_000, 5_000, 10_000],
])("after attempt %d between %d and %d ms", (attempt, least, most) => {
  for (let run = 0; run < 200; run++) {
    const delay = retryDelay(POLICIES, `run-${run}`, attempt);
    expect(delay).toBeGreaterThanOrEqual(least);
    expect(delay).toBeLessThanOrEqual(most);
    expect(Number.isInteger(delay)).toBe(true);
  }
});

test("is always the same for the same run and attempt", () => {
  expect(retryDelay(POLICIES, "a", 2)).toBe(retryDelay(POLICIES, "a", 2));
});

test("spreads runs that failed together over the whole half", () => {
  const tenths = new Set<number>();
  for (let run = 0; run < 500; run++) tenths.add(Math.floor(retryDelay(POLICIES, `run-${run}`, 1) / 50));
  expect([...tenths].filter((tenth) => tenth < 20).sort((a, b) => a - b)).toEqual([
    10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
  ]);
});
