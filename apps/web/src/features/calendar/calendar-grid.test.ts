import { expect, test } from "bun:test";
import { calendarGridOf, slotsOf } from "./calendar-grid.ts";
import type { CalendarView } from "./calendar-url.ts";

const HOUR_MS = 3_600_000;

const hoursOf = ({ from, until }: { from: Date; until: Date }) =>
  (until.getTime() - from.getTime()) / HOUR_MS;

test.each<[string, CalendarView, string, string, string, number]>([
  ["a day", "day", "2026-11-24", "UTC", "Tue 24 November 2026", 24],
  ["a week begins on Monday", "week", "2026-11-24", "UTC", "23 – 29 November 2026", 7 * 24],
  ["a week across months", "week", "2026-12-01", "UTC", "30 November 2026 – 6 December 2026", 7 * 24],
  ["a month", "month", "2026-02-14", "UTC", "February 2026", 28 * 24],
  ["a day on which clocks are put forward", "day", "2026-03-29", "Europe/Vienna", "Sun 29 March 2026", 23],
  ["a day on which clocks are put back", "day", "2026-10-25", "Europe/Vienna", "Sun 25 October 2026", 25],
  ["a day that has no midnight", "day", "2026-04-24", "Africa/Cairo", "Fri 24 April 2026", 23],
])("%s", (_, view, date, zone, title, hours) => {
  const grid = calendarGridOf(view, date, zone);
  expect(grid.title).toBe(title);
  expect(hoursOf(grid)).toBe(hours);
});

test.each<[CalendarView, string, string]>([
  ["day", "2026-03-29", "Europe/Vienna"],
  ["day", "2026-10-25", "Europe/Vienna"],
  ["day", "2026-04-24", "Africa/Cairo"],
  ["week", "2026-10-04", "Australia/Lord_Howe"],
  ["week", "2026-04-05", "Australia/Lord_Howe"],
  ["month", "2026-03-29", "Europe/Vienna"],
  ["month", "2026-11-24", "Asia/Kathmandu"],
])("slots of the %s of %s in %s cover it without a gap, and end where buckets do", (view, date, zone) => {
  const grid = calendarGridOf(view, date, zone);
  const slots = slotsOf(grid.rows);
  expect(slots[0]?.from).toEqual(grid.from);
  expect(slots.at(-1)?.until).toEqual(grid.until);
  for (const [index, slot] of slots.entries()) {
    expect(slot.until).toEqual(slots[index + 1]?.from ?? grid.until);
    expect((slot.from.getTime() - grid.from.getTime()) % grid.bucket).toBe(0);
  }
});

test("an hour that does not occur has no slots, one that occurs twice is in one row", () => {
  const spring = calendarGridOf("week", "2026-03-29", "Europe/Vienna");
  expect(spring.rows[2]?.slots[6]).toBeUndefined();
  const autumn = calendarGridOf("week", "2026-10-25", "Europe/Vienna");
  const slot = autumn.rows[2]?.slots[6];
  expect(slot && hoursOf(slot)).toBe(2);
});

test("no grid asks for more buckets than the API gives", () => {
  for (const view of ["day", "week", "month"] as const) {
    const { from, until, bucket } = calendarGridOf(view, "2026-10-25", "Europe/Vienna");
    expect((until.getTime() - from.getTime()) / bucket).toBeLessThanOrEqual(1_500);
  }
});
