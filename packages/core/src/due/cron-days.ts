import type { CronFields } from "./cron-fields.ts";
import type { SpecialDay } from "./cron-syntax.ts";
import { daysInMonth } from "./local-time.ts";

/** Bits 0, 7, 14, 21 and 28: every seventh day of a month, from its first. */
const EVERY_SEVENTH_DAY = 0b1_0000001_0000001_0000001_0000001;

/**
 * The days of a month that an expression names: bit d−1 for day d. `firstWeekday` is that of the 1st, 0 for Sunday.
 *
 * Vixie's rule: when both day fields are restricted, either is enough; when one of them starts with `*`,
 * both must hold (and a bare `*` always does).
 */
export function matchingDays(fields: CronFields, year: number, month: number, firstWeekday: number): number {
  const length = daysInMonth(year, month);
  const allDays = 2 ** length - 1;
  const { dayOfMonth, dayOfWeek } = fields;

  let byDate = dayOfMonth.bits >>> 1;
  for (const special of dayOfMonth.specialDays) byDate |= specialDayBits(special, length, firstWeekday);
  let byWeekday = 0;
  for (const weekday of dayOfWeek.values) byWeekday |= weekdayBits(weekday, firstWeekday);
  for (const special of dayOfWeek.specialDays) byWeekday |= specialDayBits(special, length, firstWeekday);

  return (dayOfMonth.isStar || dayOfWeek.isStar ? byDate & byWeekday : byDate | byWeekday) & allDays;
}

/** Decides by looking at the 400 years after which the calendar repeats. */
export function isNeverDue(fields: CronFields): boolean {
  let firstWeekday = 6; // 2000-01-01 was a Saturday.
  for (let year = 2000; year < 2400; year++) {
    for (let month = 1; month <= 12; month++) {
      const named = (fields.month.bits >>> month) & 1;
      if (named && matchingDays(fields, year, month, firstWeekday) !== 0) return false;
      firstWeekday = (firstWeekday + daysInMonth(year, month)) % 7;
    }
  }
  return true;
}

function specialDayBits(special: SpecialDay, length: number, firstWeekday: number): number {
  switch (special.type) {
    case "lastDay":
      return dayBit(length - special.before);
    case "nearestWeekday":
      return special.day > length ? 0 : dayBit(nearestWorkday(special.day, length, firstWeekday));
    case "lastWorkday":
      return dayBit(nearestWorkday(length, length, firstWeekday));
    case "nthWeekday":
      return weekdayBits(special.weekday, firstWeekday) & (0b1111111 << (7 * (special.nth - 1)));
    case "lastOfWeekday":
      return weekdayBits(special.weekday, firstWeekday) & (0b1111111 << (length - 7));
  }
}

function dayBit(day: number): number {
  return day >= 1 ? 1 << (day - 1) : 0;
}

function weekdayBits(weekday: number, firstWeekday: number): number {
  return EVERY_SEVENTH_DAY << ((weekday - firstWeekday + 7) % 7);
}

/** Saturday moves to Friday and Sunday to Monday, unless that would leave the month. */
function nearestWorkday(day: number, length: number, firstWeekday: number): number {
  const weekday = (firstWeekday + day - 1) % 7;
  if (weekday === 6) return day === 1 ? 3 : day - 1;
  if (weekday === 0) return day === length ? day - 2 : day + 1;
  return day;
}
