import { describe, expect, test } from "bun:test";
import type { RunEvent } from "@repo/core";
import { formatMs, isOutcome, renderRun, renderRunHeadings } from "./run-line.ts";
import { createRunProgress } from "./run-progress.ts";

const paint = (_: string, text: string) => text;
const DUE = new Date(2026, 10, 23, 12, 0, 5);

function anEvent(fields: Partial<RunEvent> & { afterMs?: number }): RunEvent {
  const { afterMs = 0, ...rest } = fields;
  return {
    runId: "r1",
    scheduleId: "0199f2a0-0000-7000-8000-000000000000",
    scheduleName: "http-echo",
    state: "SUCCEEDED",
    message: "",
    attempt: 1,
    occurredAt: new Date(DUE.getTime() + afterMs),
    dueAt: DUE,
    fireAt: DUE,
    ...rest,
  };
}

/** What is shown of the last of these events. */
function lastLine(events: RunEvent[], columns?: number): string {
  const progressOf = createRunProgress();
  const last = events.map(progressOf).at(-1);
  return last === undefined ? "" : renderRun(last, { paint, columns });
}

const STARTED = anEvent({ state: "RUNNING", afterMs: 12 });

test.each<[string, RunEvent[], string]>([
  [
    "a run that succeeded",
    [STARTED, anEvent({ afterMs: 46, message: "200 OK" })],
    "  12:00:05  http-echo               ✓ SUCCEEDED       +12 ms     34 ms    1  200 OK",
  ],
  [
    "one whose start was not seen",
    [anEvent({ afterMs: 46 })],
    "  12:00:05  http-echo               ✓ SUCCEEDED                           1",
  ],
  [
    "an attempt that is repeated",
    [
      STARTED,
      anEvent({ afterMs: 46, state: "QUEUED", reason: "RETRYING", message: "the server answered 503\nmore" }),
    ],
    "  12:00:05  http-echo               ↻ RETRYING        +12 ms     34 ms    1  the server answered 503",
  ],
  [
    "a repeated attempt counts its own time, and lateness from the first",
    [
      STARTED,
      anEvent({ afterMs: 46, state: "QUEUED", reason: "RETRYING" }),
      anEvent({ afterMs: 2_000, state: "RUNNING", attempt: 2 }),
      anEvent({ afterMs: 3_500, state: "FAILED", reason: "TARGET_FAILED", message: "no", attempt: 2 }),
    ],
    "  12:00:08  http-echo               ✗ FAILED          +12 ms     1.5 s    2  TARGET_FAILED · no",
  ],
  [
    "one that did not run, and why",
    [anEvent({ state: "SKIPPED", reason: "OVERLAPPED", attempt: 0 })],
    "  12:00:05  http-echo               – SKIPPED                                OVERLAPPED · the previous run is still active",
  ],
  [
    "a name that is too long",
    [anEvent({ scheduleName: "x".repeat(40) })],
    `  12:00:05  ${"x".repeat(21)}…  ✓ SUCCEEDED                           1`,
  ],
])("%s", (_, events, line) => {
  expect(lastLine(events)).toBe(line);
});

test("what does not fit into the terminal's line is cut, so that columns stay columns", () => {
  const line = lastLine([anEvent({ message: "m".repeat(200) })], 120);
  expect(line).toHaveLength(120);
  expect(line).toEndWith("m…");
});

test("headings stand over their columns", () => {
  const heading = renderRunHeadings(paint);
  const line = lastLine([STARTED, anEvent({ afterMs: 46, message: "WHY" })]);
  expect(line.indexOf("WHY")).toBe(heading.indexOf("WHY"));
  expect(line.indexOf("SUCCEEDED")).toBe(heading.indexOf("STATE"));
  expect(line.indexOf("+12 ms") + 6).toBe(heading.indexOf("LATE") + 4);
});

describe("without being asked, it shows", () => {
  test.each<[string, Partial<RunEvent>, boolean]>([
    ["the end of a run", { state: "FAILED" }, true],
    ["a run that was skipped", { state: "SKIPPED" }, true],
    ["an attempt that is repeated", { state: "QUEUED", reason: "RETRYING" }, true],
    ["a lost attempt", { state: "QUEUED", reason: "WORKER_LOST" }, true],
    ["a run that waits for the one before", { state: "QUEUED", reason: "BUFFERED", attempt: 0 }, false],
    ["the start of a run", { state: "RUNNING" }, false],
    ["a planned run", { state: "PLANNED" }, false],
  ])("%s: %j %p", (_, fields, isShown) => {
    expect(isOutcome(anEvent(fields))).toBe(isShown);
  });
});

test.each([
  [0, "0 ms"],
  [999, "999 ms"],
  [1_234, "1.2 s"],
  [12_345, "12 s"],
])("%d ms is written %s", (durationMs, text) => {
  expect(formatMs(durationMs)).toBe(text);
});
