import { expect, test } from "bun:test";
import { cellsOf, describeCounts, minutesOfHour, totalOf } from "./calendar-cells.ts";
import { calendarGridOf } from "./calendar-grid.ts";

const none = {
  succeededCount: 0,
  failedCount: 0,
  cancelledCount: 0,
  skippedCount: 0,
  activeCount: 0,
  expectedCount: 0,
};
const bucket = (from: string, counts: Partial<typeof none>) => ({ ...none, from: new Date(from), ...counts });

test("each bucket is in the slot that it begins in", () => {
  const buckets = [
    bucket("2026-11-23T00:00:00Z", { succeededCount: 1 }),
    bucket("2026-11-24T14:00:00Z", { succeededCount: 5, failedCount: 1 }),
    bucket("2026-11-24T14:45:00Z", { activeCount: 2 }),
    bucket("2026-11-29T23:45:00Z", { expectedCount: 9 }),
  ];
  const rows = cellsOf(calendarGridOf("week", "2026-11-24", "UTC"), { buckets });
  expect(rows[0]?.slots[0]).toMatchObject({ total: 1, kind: "ENDED" });
  expect(rows[14]?.slots[1]).toMatchObject({ total: 8, kind: "ENDED", label: "Tue 24 November 2026, 14:00" });
  expect(rows[23]?.slots[6]).toMatchObject({ total: 9, kind: "EXPECTED" });
  expect(rows[1]?.slots[0]).toMatchObject({ total: 0, kind: "NONE" });
});

test("both hours that clocks show twice are in the one slot", () => {
  const buckets = [
    bucket("2026-10-25T00:00:00Z", { succeededCount: 1 }),
    bucket("2026-10-25T01:00:00Z", { succeededCount: 1 }),
    bucket("2026-10-25T02:00:00Z", { succeededCount: 1 }),
  ];
  const rows = cellsOf(calendarGridOf("week", "2026-10-25", "Europe/Vienna"), { buckets });
  expect([2, 3].map((hour) => rows[hour]?.slots[6]?.total)).toEqual([2, 1]);
});

test("what lies beyond the forecast is not told to be empty", () => {
  const rows = cellsOf(calendarGridOf("week", "2026-11-24", "UTC"), {
    buckets: [bucket("2026-11-28T04:00:00Z", { expectedCount: 9 })],
    forecastUntil: new Date("2026-11-28T04:30:00Z"),
  });
  const kindsOfSaturday = [3, 4, 5].map((hour) => rows[hour]?.slots[5]?.kind);
  expect(kindsOfSaturday).toEqual(["NONE", "EXPECTED", "NOT_COMPUTED"]);
});

test("minutes of the hour are summed over all hours", () => {
  const minutes = minutesOfHour(
    [
      bucket("2026-11-24T00:00:00Z", { succeededCount: 3 }),
      bucket("2026-11-24T05:00:00Z", { expectedCount: 4 }),
      bucket("2026-11-24T05:59:00Z", { failedCount: 1 }),
    ],
    (at) => at.getUTCMinutes(),
  );
  expect([0, 1, 59].map((minute) => totalOf(minutes[minute] ?? none))).toEqual([7, 0, 1]);
});

test("counts are told in words", () => {
  expect(describeCounts({ ...none, succeededCount: 10, failedCount: 2 })).toBe(
    "12 runs: 10 succeeded, 2 failed",
  );
  expect(describeCounts(none)).toBe("no runs");
});
