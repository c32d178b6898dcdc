import { describe, expect, test } from "bun:test";
import type { RecentRun, RunState } from "@repo/core";
import { aDefinition } from "@repo/testing";
import { toScheduleRow } from "./schedule-row.ts";

const NOW = new Date("2026-11-24T12:00:30Z");

function aRow(runs: readonly RecentRun[] = []) {
  const schedule = {
    id: "019a0000-0000-7000-8000-000000000001",
    definition: aDefinition({
      name: "nightly",
      spec: { type: "cron", expression: "0 2 * * *", timeZone: "Europe/Rome" },
    }),
    state: "ACTIVE" as const,
    revision: 1,
    owner: "ada",
    pauseNote: "",
    // the planner is ahead: tomorrow's due time is a run already
    nextDueAt: new Date("2026-11-26T01:00:00Z"),
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
      zone: "Europe/Rome",
      nextDueAt: new Date("2026-11-25T01:00:00Z"),
    });
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
