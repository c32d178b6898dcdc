import { matchingDays } from "./cron-days.ts";
import type { CronFields } from "./cron-fields.ts";
import {
  civilDateOf,
  dayNumberOf,
  dayNumberOfLocal,
  daysInMonth,
  SECONDS_PER_DAY,
  weekdayOf,
} from "./local-time.ts";

/** The calendar repeats after 400 years, so a search that has seen that many months is over. */
const MONTHS_PER_CALENDAR_CYCLE = 4_800;
/** Longer stretches of named days are passed in several steps; the offset of a zone seldom holds longer. */
const MONTHS_PASSED_AT_ONCE = 12;

/** A month of the calendar, and the days in it that an expression names: bit d−1 for day d. */
interface MatchedMonth {
  year: number;
  month: number;
  /** Day number of the 1st. */
  start: number;
  /** Day number of the next month's 1st. */
  end: number;
  days: number;
}

/** The clock fields of one expression that name everything another expression names there. */
export interface CoveredFields {
  second: boolean;
  minute: boolean;
  hour: boolean;
}

/** Which clock fields of `fields` name all that `other` names, or all there is. */
export function findCoveredFields(fields: CronFields, other: CronFields | undefined): CoveredFields {
  const covers = (unit: keyof CoveredFields, size: number) => {
    const { values } = fields[unit];
    return values.length === size || (other?.[unit].values.every((value) => values.includes(value)) ?? false);
  };
  return { second: covers("second", 60), minute: covers("minute", 60), hour: covers("hour", 24) };
}

/** Finds the local times that an expression names. Knows no zone. */
export class CronMatcher {
  readonly fields: CronFields;
  readonly #firstSecondOfDay: number;
  /** Most questions in a row are about one month. */
  #recent: MatchedMonth;

  constructor(fields: CronFields) {
    this.fields = fields;
    this.#firstSecondOfDay = nextSecondOfDay(fields, 0);
    this.#recent = this.#matchMonth(1970, 1);
  }

  /** The first named local time that is not before `local`; Infinity if there is none. */
  next(local: number): number {
    const dayNumber = dayNumberOfLocal(local);
    const month = this.#monthOf(dayNumber);
    const daysFromToday = month.days >>> (dayNumber - month.start);
    if (daysFromToday & 1) {
      const secondOfDay = nextSecondOfDay(this.fields, local - dayNumber * SECONDS_PER_DAY);
      if (secondOfDay !== -1) return dayNumber * SECONDS_PER_DAY + secondOfDay;
    }
    const laterDays = daysFromToday & ~1;
    const nextDay = laterDays === 0 ? this.#firstDayAfter(month) : dayNumber + trailingZeros(laterDays);
    return nextDay * SECONDS_PER_DAY + this.#firstSecondOfDay;
  }

  /**
   * The end of a stretch of named times that begins at `local`. Fields that are `covered` do not end it: what they
   * do not name does not matter to the one who asks. After a year it may not be the end yet.
   */
  endOfNamed(local: number, covered: CoveredFields): number {
    const { second, minute, hour } = this.fields;
    if (!covered.second) return firstOutside(second.values, local, 60);
    const minutes = Math.floor(local / 60);
    if (!covered.minute) return firstOutside(minute.values, minutes, 60) * 60;
    const hours = Math.floor(minutes / 60);
    if (!covered.hour) return firstOutside(hour.values, hours, 24) * 3_600;
    return this.#firstDayOutside(Math.floor(hours / 24)) * SECONDS_PER_DAY;
  }

  #monthOf(dayNumber: number): MatchedMonth {
    const recent = this.#recent;
    if (dayNumber >= recent.start && dayNumber < recent.end) return recent;
    const { year, month } = civilDateOf(dayNumber);
    this.#recent = this.#matchMonth(year, month);
    return this.#recent;
  }

  #matchMonth(year: number, month: number): MatchedMonth {
    const start = dayNumberOf(year, month, 1);
    const isNamed = (this.fields.month.bits >>> month) & 1;
    const days = isNamed ? matchingDays(this.fields, year, month, weekdayOf(start)) : 0;
    return { year, month, start, end: start + daysInMonth(year, month), days };
  }

  /** Day number of the first named day after a month; Infinity if there is none. */
  #firstDayAfter({ year, month }: MatchedMonth): number {
    const months = this.fields.month;
    let nextYear = year;
    let nextMonth = month;
    for (let i = 0; i < MONTHS_PER_CALENDAR_CYCLE; i++) {
      nextMonth = months.next[nextMonth + 1] ?? -1;
      if (nextMonth === -1) {
        nextYear++;
        nextMonth = months.next[1] ?? 1;
      }
      const { start, days } = this.#matchMonth(nextYear, nextMonth);
      if (days !== 0) return start + trailingZeros(days);
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Day number of the first day, from this one on, that is not named; or where to go on looking for it. */
  #firstDayOutside(dayNumber: number): number {
    let from = dayNumber;
    for (let i = 0; i < MONTHS_PASSED_AT_ONCE; i++) {
      const month = this.#monthOf(from);
      // Bit 31 is never set, so there is always an unnamed day to find, though it may lie past the month's end.
      const found = from + trailingZeros(~month.days >>> (from - month.start));
      if (found < month.end) return found;
      from = month.end;
    }
    return from;
  }
}

/** Counts on from `unit` to the first whose remainder is not a listed value, or at which the larger unit ends. */
function firstOutside(values: readonly number[], unit: number, size: number): number {
  const end = (Math.floor(unit / size) + 1) * size;
  let next = unit + 1;
  while (next < end && values.includes(next - end + size)) next++;
  return next;
}

/** The first named second of the day that is not before `secondOfDay`, or -1. */
function nextSecondOfDay(fields: CronFields, secondOfDay: number): number {
  const hour = Math.floor(secondOfDay / 3_600);
  const minute = Math.floor(secondOfDay / 60) % 60;

  if (lookUp(fields.hour.next, hour) === hour) {
    if (lookUp(fields.minute.next, minute) === minute) {
      const second = lookUp(fields.second.next, secondOfDay % 60);
      if (second !== -1) return hour * 3_600 + minute * 60 + second;
    }
    const nextMinute = lookUp(fields.minute.next, minute + 1);
    if (nextMinute !== -1) return hour * 3_600 + nextMinute * 60 + lookUp(fields.second.next, 0);
  }
  const nextHour = lookUp(fields.hour.next, hour + 1);
  if (nextHour === -1) return -1;
  return nextHour * 3_600 + lookUp(fields.minute.next, 0) * 60 + lookUp(fields.second.next, 0);
}

function lookUp(next: Int8Array, value: number): number {
  return next[value] ?? -1;
}

function trailingZeros(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
