import { expect, test } from "bun:test";
import { Policies, retryDelay } from "@repo/core";
import { longestWaits } from "./backoff.ts";

test.each([
  ["a single attempt waits for nothing", 1, []],
  ["each wait is twice the one before", 4, [1_000, 2_000, 4_000]],
  ["until the cap", 6, [1_000, 2_000, 4_000, 5_000, 5_000]],
])("%s", (_, maxAttempts, waits) => {
  expect(longestWaits({ maxAttempts, initialBackoff: 1_000, maxBackoff: 5_000 })).toEqual(waits);
});

test("the scheduler waits between half of that and all of it", () => {
  const policies = Policies.parse({ maxAttempts: 8 });
  longestWaits(policies).forEach((longest, index) => {
    const actual = retryDelay(policies, "a run", index + 1);
    expect(actual).toBeGreaterThanOrEqual(longest / 2);
    expect(actual).toBeLessThanOrEqual(longest);
  });
});
