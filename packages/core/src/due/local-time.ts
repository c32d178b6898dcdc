/*
 * Arithmetic of the proleptic Gregorian calendar, with no zone in it.
 *
 * "Local seconds" are the reading of a local clock, counted as if it were UTC: 1970-01-01T00:00:00 is 0.
 * A "day number" counts days the same way.
 */

export const SECONDS_PER_DAY = 86_400;

/** A calendar date; `month` and `day` count from 1. */
export interface CivilDate {
  year: number;
  month: number;
  day: number;
}

/** Day number of a date. Years are shifted to begin in March, so that the leap day comes last. */
export function dayNumberOf(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The date of a day number. */
export function civilDateOf(dayNumber: number): CivilDate {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day };
}

/** 0 is Sunday. */
export function weekdayOf(dayNumber: number): number {
  return (((dayNumber + 4) % 7) + 7) % 7;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function dayNumberOfLocal(localSecond: number): number {
  return Math.floor(localSecond / SECONDS_PER_DAY);
}

/** Such as `2026-03-08`. */
export function formatLocalDate(localSecond: number): string {
  const { year, month, day } = civilDateOf(dayNumberOfLocal(localSecond));
  return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** Such as `02:30`, or `02:30:15` when the seconds matter. */
export function formatLocalClock(localSecond: number): string {
  const secondOfDay = localSecond - dayNumberOfLocal(localSecond) * SECONDS_PER_DAY;
  const text = `${twoDigits(Math.floor(secondOfDay / 3_600))}:${twoDigits(Math.floor(secondOfDay / 60) % 60)}`;
  return secondOfDay % 60 === 0 ? text : `${text}:${twoDigits(secondOfDay % 60)}`;
}

/** ISO 8601 with its offset, such as `2026-03-08T03:00:00-04:00`. */
export function formatLocalTime(localSecond: number, offset: number): string {
  const clock = formatLocalClock(localSecond);
  const seconds = clock.length === 5 ? ":00" : "";
  const sign = offset < 0 ? "-" : "+";
  return `${formatLocalDate(localSecond)}T${clock}${seconds}${sign}${formatLocalClock(Math.abs(offset))}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
