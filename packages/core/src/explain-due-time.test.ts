import { describe, expect, test } from "bun:test";
import { ScheduleDefinition } from "./definition.ts";
import { compileTiming } from "./due/index.ts";
import { type DueTimeFacts, explainDueTime } from "./explain-due-time.ts";
import type { Run } from "./run.ts";
import type { Schedule } from "./schedule.ts";

const NOON = new Date("2026-03-02T12:00:00Z");
const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
const ID = "01a209c2-3588-7308-ab9c-75c103450c6c";

const definition = ScheduleDefinition.parse({
  name: "hourly",
  spec: { type: "cron", expression: "0 * * * *" },
  target: { type: "noop" },
});

function aSchedule(overrides: Partial<Schedule>): Schedule {
  return {
    id: ID,
    definition,
    state: "ACTIVE",
    revision: 1,
    owner: "",
    pauseNote: "",
    nextDueAt: at(120),
    plannedCount: 0,
    createdAt: at(-1_000),
    updatedAt: at(-1_000),
    ...overrides,
  };
}

function aRun(overrides: Partial<Run>): Run {
  return {
    id: `${ID}_${NOON.getTime()}`,
    scheduleId: ID,
    scheduleName: "hourly",
    dueAt: NOON,
    fireAt: NOON,
    kind: "SCHEDULED",
    state: "SUCCEEDED",
    message: "",
    attempt: 1,
    queuedAt: at(-5),
    startedAt: new Date(NOON.getTime() + 12),
    attempts: [],
    ...overrides,
  };
}

function explain(overrides: Partial<DueTimeFacts> & { schedule?: Schedule }) {
  const schedule = overrides.schedule ?? aSchedule({});
  return explainDueTime({
    schedule,
    timing: compileTiming(definition, ID),
    dueAt: NOON,
    run: undefined,
    skippedRangeReason: undefined,
    oldestAt: at(-40_000),
    now: at(30),
    ...overrides,
  });
}

const late = { queuedAt: at(2), startedAt: at(3) };

describe("what a run says", () => {
  test.each<[string, Partial<Run>, string, string]>([
    ["on time", {}, "RAN", "It started on time, 12 ms after it was due. It succeeded after 1 attempt."],
    [
      "late, and where the time went",
      late,
      "RAN",
      "It started 3 min late: 2 min until its job was in Redis, 60 s waiting for a worker. It succeeded after 1 attempt.",
    ],
    [
      "failed",
      { state: "FAILED", reason: "TARGET_FAILED", attempt: 3, message: "HTTP 503" },
      "RAN_WITHOUT_SUCCESS",
      "It started on time, 12 ms after it was due. It failed after 3 attempts: HTTP 503",
    ],
    [
      "cancelled while it ran",
      { state: "CANCELLED", reason: "CANCELLED_BY_REQUEST", message: "not today" },
      "RAN_WITHOUT_SUCCESS",
      "It started on time, 12 ms after it was due. It was cancelled after 1 attempt: not today",
    ],
    [
      "cancelled before it started",
      { state: "CANCELLED", attempt: 0, startedAt: undefined },
      "RAN_WITHOUT_SUCCESS",
      "It never started. It was cancelled.",
    ],
    [
      "timed out",
      { state: "TIMED_OUT", reason: "ATTEMPT_TIMED_OUT", attempt: 2 },
      "RAN_WITHOUT_SUCCESS",
      "It started on time, 12 ms after it was due. It timed out after 2 attempts.",
    ],
    [
      "skipped by overlap",
      { state: "SKIPPED", reason: "OVERLAPPED" },
      "SKIPPED",
      "The previous run was still active, and the overlap policy did not let another one start.",
    ],
    [
      "waiting for its time",
      { state: "QUEUED", startedAt: undefined },
      "IN_PROGRESS",
      "It is planned to start at 2026-03-02T12:00:00.000Z.",
    ],
    [
      "waiting for another run",
      { state: "QUEUED", reason: "BUFFERED", startedAt: undefined },
      "IN_PROGRESS",
      "It waits until the previous run of the schedule has ended.",
    ],
    [
      "running",
      { state: "RUNNING", workerId: "w1" },
      "IN_PROGRESS",
      "It started on time, 12 ms after it was due. Attempt 1 is running on w1.",
    ],
  ])("%s", (_, run, verdict, explanation) => {
    expect(explain({ run: aRun(run) })).toMatchObject({ verdict, explanation });
  });
});

describe("without a run", () => {
  test.each<[string, Partial<DueTimeFacts>, string, RegExp]>([
    ["paused then", { skippedRangeReason: "PAUSED" }, "SKIPPED", /was paused/],
    ["missed in a long outage", { skippedRangeReason: "MISFIRED" }, "SKIPPED", /misfire grace/],
    ["not a due time", { dueAt: at(7) }, "NOT_DUE", /not a due time of the schedule/],
    [
      "not a due time any more",
      { dueAt: at(-53), schedule: aSchedule({ revision: 2, updatedAt: at(0) }) },
      "NOT_DUE",
      /present definition/,
    ],
    ["before it was created", { dueAt: at(-6_000) }, "NOT_DUE", /created later/],
    ["before history begins", { dueAt: at(-60_000) }, "FORGOTTEN", /kept since/],
    ["beyond the horizon", { dueAt: at(180) }, "NOT_PLANNED_YET", /farther away/],
    ["paused now", { dueAt: at(60), schedule: aSchedule({ state: "PAUSED" }) }, "SKIPPED", /was paused/],
    ["deleted", { dueAt: at(60), schedule: aSchedule({ state: "DELETED" }) }, "SKIPPED", /was deleted/],
    ["completed", { dueAt: at(60), schedule: aSchedule({ state: "COMPLETED" }) }, "NOT_DUE", /all its runs/],
    [
      "planned over before an edit named it",
      { dueAt: at(60) },
      "NOT_DUE",
      /when this part of time was planned/,
    ],
  ])("%s", (_, facts, verdict, explanation) => {
    const explained = explain(facts);
    expect(explained.verdict).toBe(verdict as never);
    expect(explained.explanation).toMatch(explanation);
  });
});

test("the due times around the instant are named", () => {
  expect(explain({ dueAt: at(7) })).toMatchObject({ previousDueAt: at(0), nextDueAt: at(60) });
});
