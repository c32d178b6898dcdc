import { describe, expect, test } from "bun:test";
import { type ClaimFacts, decideClaim } from "./claim.ts";
import { OverlapPolicy } from "./policies.ts";
import { RunState } from "./run.ts";

const NOON = new Date("2026-03-02T12:00:00Z");
const before = (ms: number) => new Date(NOON.getTime() - ms);

type Overrides = { [Part in keyof ClaimFacts]?: Partial<ClaimFacts[Part]> };

/** A first attempt that is due right now, alone. */
function facts(overrides: Overrides = {}): ClaimFacts {
  const { newerHasCome = false, halted, now = NOON } = overrides;
  return {
    run: {
      kind: "SCHEDULED",
      state: "QUEUED",
      attempt: 0,
      revision: 3,
      fireAt: NOON,
      availableAt: NOON,
      ...overrides.run,
    },
    job: { attempt: 1, revision: 3, ...overrides.job },
    policies: {
      misfirePolicy: "FIRE_ONCE",
      misfireGrace: 60_000,
      overlapPolicy: "ALLOW",
      ...overrides.policies,
    },
    overlap: { active: false, buffered: false, ...overrides.overlap },
    halted: halted as ClaimFacts["halted"],
    newerHasCome: newerHasCome as boolean,
    now: now as Date,
  };
}
const late = { fireAt: before(120_000), availableAt: before(120_000) };

describe("whether the job still fits the run", () => {
  test.each<[string, Overrides, string]>([
    ["a first attempt that is due", {}, "CLAIM"],
    ["fired before its enqueueing was confirmed", { run: { state: "PLANNED" } }, "CLAIM"],
    ["a second attempt", { run: { attempt: 1 }, job: { attempt: 2 } }, "CLAIM"],
    ["a job of the attempt before", { run: { attempt: 1 } }, "DROP"],
    ["a job of a later attempt", { job: { attempt: 2 } }, "DROP"],
    ["a job of the definition before the edit", { job: { revision: 2 } }, "DROP"],
    ["a job of an edit that the run has not seen", { job: { revision: 4 } }, "DROP"],
    ["a run that waits for another to end", { run: { availableAt: undefined } }, "DROP"],
  ])("%s: %j → %s", (_, overrides, action) => {
    expect(decideClaim(facts(overrides)).action).toBe(action as never);
  });

  test.each(RunState.options.map((state) => [state]))("a run that is %s", (state) => {
    const waits = state === "PLANNED" || state === "QUEUED";
    expect(decideClaim(facts({ run: { state } })).action).toBe(waits ? "CLAIM" : "DROP");
  });

  test("a job that is early by the database's clock waits for exactly that instant", () => {
    const availableAt = new Date(NOON.getTime() + 1);
    expect(decideClaim(facts({ run: { availableAt } }))).toEqual({ action: "WAIT", until: availableAt });
  });
});

test.each<[string, Overrides, string]>([
  [
    "whose schedule was paused while the first attempt was under way",
    { halted: "PAUSED" } as never,
    "PAUSED",
  ],
  ["whose schedule was deleted meanwhile", { halted: "DELETED" } as never, "DELETED"],
])("a retry %s does not start, however soon it is due", (_, overrides, reason) => {
  const retry = { attempt: 1, availableAt: new Date(NOON.getTime() + 1) };
  expect(decideClaim(facts({ ...overrides, run: retry, job: { attempt: 2 } }))).toEqual({
    action: "SKIP",
    reason: reason as never,
  });
});

describe("whether it comes too late", () => {
  test.each<[string, Overrides, string]>([
    ["SKIP", { policies: { misfirePolicy: "SKIP" } }, "SKIP MISFIRED"],
    ["FIRE_ONCE, the newest", {}, "CLAIM"],
    ["FIRE_ONCE, an older one", { newerHasCome: true } as never, "SKIP MISFIRED"],
    [
      "FIRE_ALL, an older one",
      { newerHasCome: true, policies: { misfirePolicy: "FIRE_ALL" } } as never,
      "CLAIM",
    ],
    [
      "a run by hand is never too late",
      { policies: { misfirePolicy: "SKIP" }, run: { kind: "TRIGGERED" } },
      "CLAIM",
    ],
    [
      "a retry is never too late",
      { policies: { misfirePolicy: "SKIP" }, run: { attempt: 1 }, job: { attempt: 2 } },
      "CLAIM",
    ],
    [
      "a late run that was waiting for another until now is not",
      { policies: { misfirePolicy: "SKIP" }, run: { availableAt: NOON } },
      "CLAIM",
    ],
    [
      "too late goes before overlap",
      { policies: { misfirePolicy: "SKIP", overlapPolicy: "BUFFER_ONE" }, overlap: { active: true } },
      "SKIP MISFIRED",
    ],
  ])("%s", (_, overrides, expected) => {
    const decision = decideClaim(facts({ ...overrides, run: { ...late, ...overrides.run } }));
    expect(decision.action === "SKIP" ? `SKIP ${decision.reason}` : decision.action).toBe(expected);
  });
});

describe("whether another run of the schedule is active", () => {
  const alone = { active: false, buffered: false };
  const active = { active: true, buffered: false };
  const full = { active: true, buffered: true };

  test.each(OverlapPolicy.options.map((overlapPolicy) => [overlapPolicy]))("%s, alone", (overlapPolicy) => {
    expect(decideClaim(facts({ policies: { overlapPolicy }, overlap: alone }))).toEqual({ action: "CLAIM" });
  });

  test.each<[OverlapPolicy, string, typeof active, ReturnType<typeof decideClaim>]>([
    ["ALLOW", "another is active", active, { action: "CLAIM" }],
    ["SKIP", "another is active", active, { action: "SKIP", reason: "OVERLAPPED" }],
    ["BUFFER_ONE", "another is active", active, { action: "BUFFER", cancelActive: false, replace: false }],
    ["BUFFER_ONE", "one waits already", full, { action: "SKIP", reason: "OVERLAPPED" }],
    ["CANCEL_RUNNING", "another is active", active, { action: "BUFFER", cancelActive: true, replace: false }],
    ["CANCEL_RUNNING", "one waits already", full, { action: "BUFFER", cancelActive: true, replace: true }],
  ])("%s, %s", (overlapPolicy, _, overlap, decision) => {
    expect(decideClaim(facts({ policies: { overlapPolicy }, overlap }))).toEqual(decision);
  });
});
