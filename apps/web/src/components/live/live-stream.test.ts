import { expect, test } from "bun:test";
import { parseRunEvents, type RunFilter, streamUrl, waitBeforeTry } from "./live-stream.ts";

test.each<[string, RunFilter[], string]>([
  ["nobody wants anything", [], "/api/runs/events?schedules=none"],
  ["a list that is empty", [{ scheduleIds: [] }], "/api/runs/events?schedules=none"],
  [
    "some schedules, of two lists",
    [{ scheduleIds: ["b", "a"] }, { scheduleIds: ["b"] }],
    "/api/runs/events?schedules=a,b",
  ],
  ["everything beside some", [{ scheduleIds: ["a"] }, {}], "/api/runs/events"],
])("the stream for %s", (_, filters, url) => {
  expect(streamUrl(filters)).toBe(url);
});

test("instants come out of the stream as instants", () => {
  const json = JSON.stringify({
    events: [{ runId: "r", dueAt: "2026-11-24T12:00:00.000Z" }],
    isIncomplete: false,
  });
  expect(parseRunEvents(json).events[0]?.dueAt).toEqual(new Date("2026-11-24T12:00:00Z"));
});

test("waits grow up to a bound, and differ from browser to browser", () => {
  expect(waitBeforeTry(0, 1)).toBe(500);
  expect(waitBeforeTry(1, 1)).toBe(1_000);
  expect(waitBeforeTry(50, 1)).toBe(15_000);
  expect(waitBeforeTry(50, 0)).toBe(7_500);
});
