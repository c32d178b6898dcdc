import { expect, test } from "bun:test";
import { latenessRows, nextHourRows, outcomeRows, sinceFirstRun } from "./chart-rows.ts";

const from = new Date("2026-11-24T12:00:00Z");
const bucket = { from, succeededCount: 5, failedCount: 1, skippedCount: 2, latenessP50: 12 };

test("a part of the window is named by the clocks of the viewer", () => {
  expect(outcomeRows([bucket], "Asia/Kolkata")).toEqual([
    { label: "17:30", values: { succeeded: 5, failed: 1, skipped: 2 } },
  ]);
});

test.each([
  ["has run all the time", [1, 0, 0, 0, 0, 0, 0, 1], 8],
  ["began in the middle", [0, 0, 0, 1, 0, 1, 1, 1], 5],
  ["has just begun", [0, 0, 0, 0, 0, 0, 0, 1], 2],
  ["has run nothing", [0, 0, 0, 0], 4],
])("of what %s, as much is drawn as there is to see", (_, counts, drawn) => {
  const buckets = counts.map((succeededCount) => ({ from, succeededCount, failedCount: 0, skippedCount: 0 }));
  expect(sinceFirstRun(buckets)).toEqual(buckets.slice(-drawn));
});

test("where no run started there is a gap, not a zero", () => {
  expect(latenessRows([bucket], "UTC")).toEqual([{ label: "12:00", values: { p50: 12, p99: null } }]);
});

test("the next hour has all its minutes, those without a run too", () => {
  const at = new Date("2026-11-24T12:02:00Z");
  const counts = { succeededCount: 0, failedCount: 0, cancelledCount: 0, skippedCount: 0 };
  const load = {
    buckets: [{ ...counts, from: at, activeCount: 3, expectedCount: 4 }],
    runShare: 1,
    scheduleShare: 1,
  };
  const rows = nextHourRows({ from, load }, "UTC");
  expect(rows).toHaveLength(60);
  expect(rows[2]).toEqual({ label: "12:02", values: { planned: 3, expected: 4 } });
  expect(rows[59]).toEqual({ label: "12:59", values: { planned: 0, expected: 0 } });
});
