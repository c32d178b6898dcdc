import { expect, test } from "bun:test";
import { isEnded } from "@repo/core";
import { type TimelineRun, timelineOf } from "./run-timeline.ts";

const at = (ms: number) => new Date(Date.UTC(2026, 10, 24, 12) + ms);

const run = (fields: Partial<TimelineRun>): TimelineRun => ({
  isEnded: isEnded(fields.state ?? "QUEUED"),
  dueAt: at(0),
  fireAt: at(0),
  queuedAt: at(-60_000),
  startedAt: undefined,
  finishedAt: undefined,
  availableAt: undefined,
  state: "QUEUED",
  attempt: 0,
  attempts: [],
  ...fields,
});

const attempt = (number: number, from: number, until: number, outcome: "FAILED" | "SUCCEEDED") => ({
  attempt: number,
  startedAt: at(from),
  finishedAt: at(until),
  outcome,
  message: "",
});

/** Such as `Waiting 0–20 quiet`; `…` while it goes on. */
const drawn = (given: TimelineRun, now: number) =>
  timelineOf(given, at(now)).map(
    ({ label, from, until, tone, isOpen }) =>
      `${label} ${from.getTime() - at(0).getTime()}–${until.getTime() - at(0).getTime()} ${tone}${isOpen ? " …" : ""}`,
  );

test("queued ahead and started late: all of it was waiting", () => {
  const ended = run({
    state: "SUCCEEDED",
    attempt: 1,
    startedAt: at(20),
    finishedAt: at(120),
    attempts: [attempt(1, 20, 120, "SUCCEEDED")],
  });
  expect(drawn(ended, 9_000)).toEqual(["Waiting 0–20 quiet", "Attempt 1 20–120 success"]);
});

test("queued too late, after jitter", () => {
  const ended = run({
    fireAt: at(100),
    queuedAt: at(150),
    state: "SUCCEEDED",
    attempt: 1,
    startedAt: at(180),
    finishedAt: at(200),
    attempts: [attempt(1, 180, 200, "SUCCEEDED")],
  });
  expect(drawn(ended, 9_000)).toEqual([
    "Jitter 0–100 quiet",
    "Until queued 100–150 warning",
    "Waiting 150–180 quiet",
    "Attempt 1 180–200 success",
  ]);
});

test("between attempts it waits", () => {
  const ended = run({
    state: "SUCCEEDED",
    attempt: 2,
    startedAt: at(0),
    finishedAt: at(5_200),
    attempts: [attempt(1, 0, 100, "FAILED"), attempt(2, 5_100, 5_200, "SUCCEEDED")],
  });
  expect(drawn(ended, 9_000)).toEqual([
    "Attempt 1 0–100 danger",
    "Backoff 100–5100 quiet",
    "Attempt 2 5100–5200 success",
  ]);
});

test("the running attempt grows", () => {
  const running = run({ state: "RUNNING", attempt: 1, startedAt: at(10) });
  expect(drawn(running, 2_000)).toEqual(["Waiting 0–10 quiet", "Attempt 1 10–2000 active …"]);
});

test("while it waits for its next attempt, that one's start is in sight", () => {
  const waiting = run({
    attempt: 1,
    startedAt: at(0),
    availableAt: at(5_100),
    attempts: [attempt(1, 0, 100, "FAILED")],
  });
  expect(drawn(waiting, 2_000)).toEqual(["Attempt 1 0–100 danger", "Backoff 100–5100 quiet …"]);
});

test("a run that never started waited until it was decided", () => {
  const skipped = run({ state: "SKIPPED", finishedAt: at(3_000) });
  expect(drawn(skipped, 9_000)).toEqual(["Waiting 0–3000 quiet"]);
});

test("an attempt of no length is still there", () => {
  const ended = run({
    state: "SUCCEEDED",
    attempt: 1,
    startedAt: at(0),
    finishedAt: at(0),
    attempts: [attempt(1, 0, 0, "SUCCEEDED")],
  });
  expect(drawn(ended, 9_000)).toEqual(["Attempt 1 0–1 success"]);
});

test("before it is due there is nothing to see", () => {
  expect(drawn(run({}), -5_000)).toEqual([]);
});
