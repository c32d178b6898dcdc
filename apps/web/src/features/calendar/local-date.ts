import { localParts } from "@/lib/format-time.ts";

// A day of the calendar, wherever it is lived: `2026-11-24`.

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
export const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** The day that it is at an instant in a zone. */
export function localDateOf(instant: Date, zone: string): string {
  const { year, month, day } = localParts(instant, zone);
  return dateOf(Date.UTC(year, month - 1, day));
}

export function isLocalDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && dateOf(at) === text;
}

export function addDays(date: string, days: number): string {
  return dateOf(utcOf(date) + days * DAY_MS);
}

/** The first day of the month that is some months later. */
export function addMonths(date: string, months: number): string {
  const at = new Date(utcOf(date));
  return dateOf(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1));
}

/** 0 on Mondays. */
export function weekdayOf(date: string): number {
  return (new Date(utcOf(date)).getUTCDay() + 6) % 7;
}

/** Such as `Tue 24`. */
export function shortDay(date: string): string {
  return `${WEEKDAYS[weekdayOf(date)]} ${dayOfMonth(date)}`;
}

/** Such as `Tue 24 November 2026`. */
export function longDay(date: string): string {
  return `${WEEKDAYS[weekdayOf(date)]} ${dayOfMonth(date)} ${monthOf(date)}`;
}

/** Such as `November 2026`. */
export function monthOf(date: string): string {
  const at = new Date(utcOf(date));
  return `${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

export function dayOfMonth(date: string): number {
  return new Date(utcOf(date)).getUTCDate();
}

function utcOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function dateOf(utc: number): string {
  return new Date(utc).toISOString().slice(0, 10);
}
