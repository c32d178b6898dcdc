import { describe, expect, test } from "bun:test";
import type { RecentRun, RunState, Spec } from "@repo/core";
import { aDefinition } from "@repo/testing";
import { toScheduleRow } from "./schedule-row.ts";

const NOW = new Date("2026-11-24T12:00:30Z");

const NIGHTLY: Spec = { type: "cron", expression: "0 2 * * *", timeZone: "America/New_York" };

function aRow(runs: readonly RecentRun[] = [], spec: Spec = NIGHTLY) {
  const schedule = {
    id: "019a0000-0000-7000-8000-000000000001",
    definition: aDefinition({ name: "nightly", spec }),
    state: "ACTIVE" as const,
    revision: 1,
    owner: "ada",
    pauseNote: "",
    // the planner is ahead: tomorrow's due time is a run already
    nextDueAt: new Date("2026-11-26T07:00:00Z"),
    plannedCount: 1,
    createdAt: NOW,
    updatedAt: NOW,
  };
  return toScheduleRow(schedule, { runs, now: NOW, refusal: undefined });
}

function aRun(state: RunState, minute: number): RecentRun {
  return { id: `run ${minute}`, dueAt: new Date(NOW.getTime() - minute * 60_000), kind: "SCHEDULED", state };
}

describe("a row of the list", () => {
  test("tells the next due time even when it is planned already, and the zone it is meant in", () => {
    expect(aRow()).toMatchObject({
      name: "nightly",
      zone: "America/New_York",
      nextDueAt: new Date("2026-11-25T07:00:00Z"),
    });
  });

  test.each<[Spec, short: string, full: string]>([
    [NIGHTLY, "At 02:00 (New York)", "At 02:00 (America/New_York)"],
    [
      { type: "interval", every: 60_000, anchorAt: new Date("2026-01-01T00:00:00Z") },
      "Every 1 minute",
      "Every 1 minute",
    ],
    [{ type: "once", at: new Date("2026-12-01T06:00:00Z") }, "Once", "Once at 2026-12-01T06:00:00Z"],
  ])("%j is told as %s", (spec, short, full) => {
    expect(aRow([], spec).timing).toEqual({ short, full });
  });

  test.each<[string, RecentRun[], string | undefined]>([
    ["nothing ran yet", [], undefined],
    ["everything is under way", [aRun("RUNNING", 1), aRun("QUEUED", 2)], undefined],
    ["the latest runs", [aRun("RUNNING", 1), aRun("FAILED", 2), aRun("SUCCEEDED", 3)], "run 2"],
    ["the latest was skipped", [aRun("SKIPPED", 1), aRun("SUCCEEDED", 2)], "run 1"],
  ])("when %s, the last result is that of the last run that has ended", (_, runs, expected) => {
    expect(aRow(runs).lastEnded?.id).toBe(expected);
  });
});
