import { describe, expect, test } from "bun:test";
import { type AttemptEnd, type EndAttemptInput, endAttempt, MAX_LOST_ATTEMPTS } from "./end-attempt.ts";
import { AttemptOutcome } from "./run.ts";

const POLICIES = {
  maxAttempts: 3,
  initialBackoff: 1_000,
  maxBackoff: 60_000,
  delivery: "AT_LEAST_ONCE",
} as const;

function end(overrides: Partial<EndAttemptInput>): AttemptEnd {
  return endAttempt({
    runId: "run",
    outcome: "FAILED",
    retryable: true,
    attempt: 1,
    lostAttempts: 0,
    policies: POLICIES,
    ...overrides,
  });
}
const atMostOnce = { policies: { ...POLICIES, delivery: "AT_MOST_ONCE" as const } };

describe("what becomes of a run when an attempt has", () => {
  test.each<[string, Partial<EndAttemptInput>, string]>([
    ["succeeded", { outcome: "SUCCEEDED" }, "SUCCEEDED"],
    ["succeeded at last", { outcome: "SUCCEEDED", attempt: 3 }, "SUCCEEDED"],
    ["failed", {}, "QUEUED RETRYING"],
    ["failed, the last but one", { attempt: 2 }, "QUEUED RETRYING"],
    ["failed, the last", { attempt: 3 }, "FAILED TARGET_FAILED"],
    ["failed for good", { retryable: false }, "FAILED TARGET_FAILED"],
    ["failed, the only one", { policies: { ...POLICIES, maxAttempts: 1 } }, "FAILED TARGET_FAILED"],
    ["failed; lost ones before it do not count", { attempt: 4, lostAttempts: 2 }, "QUEUED RETRYING"],
    ["failed, the last besides lost ones", { attempt: 5, lostAttempts: 2 }, "FAILED TARGET_FAILED"],
    ["failed under AT_MOST_ONCE: the target has said so, so it is safe", atMostOnce, "QUEUED RETRYING"],
    ["timed out", { outcome: "TIMED_OUT" }, "QUEUED RETRYING"],
    ["timed out, the last", { outcome: "TIMED_OUT", attempt: 3 }, "TIMED_OUT ATTEMPT_TIMED_OUT"],
    ["been cancelled", { outcome: "CANCELLED" }, "CANCELLED CANCELLED_BY_REQUEST"],
    [
      "been cancelled for a later run",
      { outcome: "CANCELLED", cancelledBy: "CANCELLED_BY_OVERLAP" },
      "CANCELLED CANCELLED_BY_OVERLAP",
    ],
    ["lost its worker", { outcome: "WORKER_LOST" }, "QUEUED WORKER_LOST"],
    [
      "lost its worker, the last of maxAttempts",
      { outcome: "WORKER_LOST", attempt: 3 },
      "QUEUED WORKER_LOST",
    ],
    ["lost its worker under AT_MOST_ONCE", { outcome: "WORKER_LOST", ...atMostOnce }, "FAILED WORKER_LOST"],
    [
      "lost its worker once more than is borne",
      { outcome: "WORKER_LOST", attempt: 6, lostAttempts: MAX_LOST_ATTEMPTS },
      "FAILED WORKER_LOST",
    ],
    [
      "lost its worker as often as is borne",
      { outcome: "WORKER_LOST", attempt: 5, lostAttempts: MAX_LOST_ATTEMPTS - 1 },
      "QUEUED WORKER_LOST",
    ],
  ])("%s", (_, overrides, expected) => {
    const { state, reason } = end(overrides);
    expect([state, reason].filter(Boolean).join(" ")).toBe(expected);
  });

  test("only a run that is tried again has a delay, and it always has one", () => {
    for (const outcome of AttemptOutcome.options) {
      for (const attempt of [1, 3]) {
        const { state, retryAfter } = end({ outcome, attempt });
        expect(retryAfter !== undefined).toBe(state === "QUEUED");
      }
    }
  });
});

test("a lost attempt is tried again at once: nothing speaks against the target", () => {
  expect(end({ outcome: "WORKER_LOST" }).retryAfter).toBe(0);
});

test("lost attempts do not lengthen the back-off", () => {
  const { retryAfter = 0 } = end({ attempt: 3, lostAttempts: 2 });
  expect(retryAfter).toBeGreaterThanOrEqual(500);
  expect(retryAfter).toBeLessThanOrEqual(1_000);
});
