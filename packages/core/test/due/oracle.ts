import type { LocalClock } from "./local-clock.ts";

/*
 * The time rule, written as slowly and plainly as possible and without any code of the engine: walk the instants one
 * by one, look at the local clock, decide. An expression is not parsed here; it arrives as a structure from which the
 * tests also write the text that the engine is given.
 */

export type OraclePart =
  | { type: "all"; step: number }
  | { type: "range"; from: number; to: number; step: number }
  | { type: "lastDay"; before: number }
  | { type: "nearestWeekday"; day: number }
  | { type: "lastWorkday" }
  | { type: "nthWeekday"; weekday: number; nth: number }
  | { type: "lastOfWeekday"; weekday: number };

/** Second, minute, hour, day-of-month, month, day-of-week. */
export type OracleExpression = readonly [
  readonly OraclePart[],
  readonly OraclePart[],
  readonly OraclePart[],
  readonly OraclePart[],
  readonly OraclePart[],
  readonly OraclePart[],
];

const FIRST_VALUES = [0, 0, 0, 1, 1, 0];
const SIZES = [60, 60, 24, 31, 12, 7];

/** One instant and what the local clock shows then, both in seconds. */
export interface ClockReading {
  second: number;
  local: number;
}

export function readClock(clock: LocalClock, from: number, until: number, step: number): ClockReading[] {
  const readings: ClockReading[] = [];
  for (let second = from; second < until; second += step) {
    readings.push({ second, local: clock.readAt(second) });
  }
  return readings;
}

/** The due seconds among the readings, which are `step` seconds apart. The first one only sets the scene. */
export function oracleDueSeconds(
  expression: OracleExpression,
  readings: readonly ClockReading[],
  step: number,
): number[] {
  const keepsElapsedTime = expression.slice(0, 3).some((parts) => parts[0]?.type === "all");
  const names = nameChecker(expression);
  const due: number[] = [];
  let latest = readings[0]?.local ?? 0;
  for (const { second, local } of readings.slice(1)) {
    if (keepsElapsedTime) {
      if (names(local)) due.push(second);
      continue;
    }
    // Every local time that the clock reaches now for the first time, those it jumps over among them.
    let reachesNamed = false;
    for (let reached = latest + step; reached <= local; reached += step) {
      if (names(reached)) reachesNamed = true;
    }
    if (reachesNamed) due.push(second);
    latest = Math.max(latest, local);
  }
  return due;
}

/** Whether an expression names a local time. Remembers what it said of each date and time of day. */
function nameChecker(expression: OracleExpression): (local: number) => boolean {
  const allowed = expression.map((parts, field) => {
    const first = FIRST_VALUES[field] ?? 0;
    const size = SIZES[field] ?? 0;
    return Array.from({ length: first + size }, (_, value) =>
      parts.some((part) => allows(part, value, first, size)),
    );
  });
  const dates = new Map<number, boolean>();
  return (local) => {
    const day = Math.floor(local / 86_400);
    const ofDay = local - day * 86_400;
    if (!allowed[2]?.[Math.floor(ofDay / 3_600)]) return false;
    if (!allowed[1]?.[Math.floor(ofDay / 60) % 60]) return false;
    if (!allowed[0]?.[ofDay % 60]) return false;
    let named = dates.get(day);
    if (named === undefined) {
      named = namesDate(expression, allowed, new Date(day * 86_400_000));
      dates.set(day, named);
    }
    return named;
  };
}

/** Takes the step literally: from the first value on, again and again, around the end of the field. */
function allows(part: OraclePart, value: number, first: number, size: number): boolean {
  if (part.type === "all") return value >= first && (value - first) % part.step === 0;
  if (part.type !== "range") return false;
  const length = (part.to - part.from + size) % size;
  for (let walked = 0; walked <= length; walked += part.step) {
    if (((part.from - first + walked) % size) + first === value) return true;
  }
  return false;
}

function namesDate(expression: OracleExpression, allowed: boolean[][], date: Date): boolean {
  const day = date.getUTCDate();
  const weekday = date.getUTCDay();
  if (!allowed[4]?.[date.getUTCMonth() + 1]) return false;
  const special = (parts: readonly OraclePart[]) => parts.some((part) => isSpecialDay(part, date));
  const byDate = allowed[3]?.[day] || special(expression[3]);
  const byWeekday = allowed[5]?.[weekday] || special(expression[5]);
  const hasStar = expression[3][0]?.type === "all" || expression[5][0]?.type === "all";
  return Boolean(hasStar ? byDate && byWeekday : byDate || byWeekday);
}

function isSpecialDay(part: OraclePart, date: Date): boolean {
  const day = date.getUTCDate();
  const month = daysOfMonth(date);
  const workdays = month.filter((d) => d.getUTCDay() >= 1 && d.getUTCDay() <= 5).map((d) => d.getUTCDate());
  const sameWeekday = (weekday: number) =>
    month.filter((d) => d.getUTCDay() === weekday).map((d) => d.getUTCDate());
  switch (part.type) {
    case "lastDay":
      return day === month.length - part.before;
    case "lastWorkday":
      return day === workdays.at(-1);
    case "nearestWeekday":
      if (part.day > month.length) return false;
      return day === workdays.toSorted((a, b) => Math.abs(a - part.day) - Math.abs(b - part.day))[0];
    case "nthWeekday":
      return day === sameWeekday(part.weekday)[part.nth - 1];
    case "lastOfWeekday":
      return day === sameWeekday(part.weekday).at(-1);
    default:
      return false;
  }
}

function daysOfMonth(date: Date): Date[] {
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const days: Date[] = [];
  for (let day = 1; day <= 31; day++) {
    const candidate = new Date(0);
    candidate.setUTCFullYear(year, month, day);
    if (candidate.getUTCMonth() === month) days.push(candidate);
  }
  return days;
}
