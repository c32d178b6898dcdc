import { readLocalTime, writeLocalTime } from "@/lib/local-time.ts";
import type { CalendarView } from "./calendar-url.ts";
import {
  addDays,
  addMonths,
  dayOfMonth,
  longDay,
  monthOf,
  shortDay,
  WEEKDAYS,
  weekdayOf,
} from "./local-date.ts";

const MINUTE_MS = 60_000;
const MINUTES_PER_CELL = 5;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** A part of the calendar: five minutes of a day, an hour of a week, or a day of a month. */
export interface Slot {
  from: Date;
  /** Not included. */
  until: Date;
  /** In full, such as `Tue 24 November 2026, 14:00`. */
  label: string;
}

/** The shape of a calendar. Slots in order of time follow each other without a gap. */
export interface CalendarGrid {
  /** Such as `23–29 November 2026`. */
  title: string;
  columns: string[];
  /** A place without a slot is a time that does not occur: before the month, or while clocks are put forward. */
  rows: { label: string; slots: (Slot | undefined)[] }[];
  from: Date;
  until: Date;
  /** Length of the buckets to ask for, in milliseconds: they end where slots do. */
  bucket: number;
}

/** A place of the grid: the time on the clocks of a zone that it begins at. */
interface Place {
  date: string;
  minute: number;
  label: string;
}

export function calendarGridOf(view: CalendarView, date: string, zone: string): CalendarGrid {
  switch (view) {
    case "day":
      return dayGrid(date, zone);
    case "week":
      return weekGrid(date, zone);
    case "month":
      return monthGrid(date, zone);
  }
}

function dayGrid(date: string, zone: string): CalendarGrid {
  const minutes = Array.from({ length: 60 / MINUTES_PER_CELL }, (_, index) => index * MINUTES_PER_CELL);
  return {
    title: longDay(date),
    columns: minutes.map((minute) => `:${twoDigits(minute)}`),
    bucket: MINUTE_MS,
    ...placed(zone, date, addDays(date, 1), (place) =>
      HOURS.map((hour) => ({
        label: clock(hour * 60),
        slots: minutes.map((minute) => place(timeOf(date, hour * 60 + minute))),
      })),
    ),
  };
}

function weekGrid(date: string, zone: string): CalendarGrid {
  const monday = addDays(date, -weekdayOf(date));
  const days = Array.from({ length: 7 }, (_, index) => addDays(monday, index));
  const sunday = addDays(monday, 6);
  const isOneMonth = monthOf(monday) === monthOf(sunday);
  return {
    title: `${dayOfMonth(monday)}${isOneMonth ? "" : ` ${monthOf(monday)}`} – ${dayOfMonth(sunday)} ${monthOf(sunday)}`,
    columns: days.map(shortDay),
    // zones differ by quarters of an hour
    bucket: 15 * MINUTE_MS,
    ...placed(zone, monday, addDays(monday, 7), (place) =>
      HOURS.map((hour) => ({
        label: clock(hour * 60),
        slots: days.map((day) => place(timeOf(day, hour * 60))),
      })),
    ),
  };
}

function monthGrid(date: string, zone: string): CalendarGrid {
  const first = addMonths(date, 0);
  const next = addMonths(date, 1);
  const mondays: string[] = [];
  for (let monday = addDays(first, -weekdayOf(first)); monday < next; monday = addDays(monday, 7)) {
    mondays.push(monday);
  }
  const isWithin = (day: string) => day >= first && day < next;
  return {
    title: monthOf(first),
    columns: [...WEEKDAYS],
    bucket: 30 * MINUTE_MS,
    ...placed(zone, first, next, (place) =>
      mondays.map((monday) => ({
        label: `from ${shortDay(monday)}`,
        slots: WEEKDAYS.map((_, index) => addDays(monday, index)).map((day) =>
          isWithin(day) ? place({ date: day, minute: 0, label: longDay(day) }) : undefined,
        ),
      })),
    ),
  };
}

/** Finds the instants of all places. Each slot lasts until the next begins, also where clocks are changed. */
function placed(
  zone: string,
  first: string,
  end: string,
  build: (place: (place: Place) => Slot | undefined) => CalendarGrid["rows"],
): Pick<CalendarGrid, "rows" | "from" | "until"> {
  const from = instantOf({ date: first, minute: 0 }, zone);
  const until = instantOf({ date: end, minute: 0 }, zone);
  const rows = build((place) => {
    const at = instantOf(place, zone);
    const occurs = place.minute === 0 || writeLocalTime(at, zone).startsWith(localText(place));
    return occurs ? { from: at, until, label: place.label } : undefined;
  });
  const slots = slotsOf(rows);
  for (const [index, slot] of slots.entries()) slot.until = slots[index + 1]?.from ?? until;
  return { rows, from, until };
}

/** All slots, in order of time. */
export function slotsOf<S extends Slot>(rows: readonly { slots: readonly (S | undefined)[] }[]): S[] {
  return rows
    .flatMap(({ slots }) => slots)
    .filter((slot) => slot !== undefined)
    .toSorted((a, b) => a.from.getTime() - b.from.getTime());
}

function timeOf(date: string, minute: number): Place {
  return { date, minute, label: `${longDay(date)}, ${clock(minute)}` };
}

/** Midnight where clocks are put forward at midnight is the instant at which they are. */
function instantOf(place: Pick<Place, "date" | "minute">, zone: string): Date {
  const at = readLocalTime(localText(place), zone);
  if (at === undefined) throw new RangeError(`${place.date} is not a day`);
  return at;
}

function localText({ date, minute }: Pick<Place, "date" | "minute">): string {
  return `${date}T${clock(minute)}`;
}

function clock(minute: number): string {
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
