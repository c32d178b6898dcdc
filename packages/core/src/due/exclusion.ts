import type { Exclusion } from "../timing.ts";
import { findCoveredFields } from "./cron-matcher.ts";
import { CronSource } from "./cron-source.ts";
import type { DueSource } from "./due-source.ts";
import { dayNumberOf, dayNumberOfLocal, SECONDS_PER_DAY, weekdayOf } from "./local-time.ts";
import { endOfStretch, offsetOfStretch, stretchAt, type ZoneOffsets } from "./zone-offsets.ts";

/** Instants on which nothing is due. */
export interface CompiledExclusion {
  /**
   * The first second, from `second` on, at which something may be due again; `second` itself if it is not excluded.
   * All due times before the answer are excluded; the answer may be too.
   */
  endOfExcluded(second: number): number;
}

export function excludeDates(dates: readonly string[], zone: ZoneOffsets): CompiledExclusion {
  const days = new Set(
    dates.map((date) => {
      const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
      return dayNumberOf(year, month, day);
    }),
  );
  return excludeLocalTimes(zone, (local) => {
    const day = dayNumberOfLocal(local);
    return days.has(day) ? (day + 1) * SECONDS_PER_DAY : local;
  });
}

export function excludeWeekly(
  { weekdays, from, until }: Extract<Exclusion, { type: "weekly" }>,
  zone: ZoneOffsets,
): CompiledExclusion {
  const start = secondOfDayOf(from);
  const length = (secondOfDayOf(until) - start + SECONDS_PER_DAY) % SECONDS_PER_DAY || SECONDS_PER_DAY;
  const days = new Set(weekdays);
  return excludeLocalTimes(zone, (local) => {
    const today = dayNumberOfLocal(local);
    // Today's range, or yesterday's that reaches over midnight.
    for (const day of [today, today - 1]) {
      const rangeStart = day * SECONDS_PER_DAY + start;
      if (days.has(weekdayOf(day)) && local >= rangeStart && local < rangeStart + length) {
        return rangeStart + length;
      }
    }
    return local;
  });
}

/** `base` is the source that it takes due times from: in the same zone, whole days of them can be passed at once. */
export function excludeCron(source: CronSource, base: DueSource | undefined): CompiledExclusion {
  const sameZone = base instanceof CronSource && base.zone === source.zone ? base.matcher.fields : undefined;
  const covered = findCoveredFields(source.matcher.fields, sameZone);
  return {
    endOfExcluded: (second) => (source.next(second) === second ? source.endOfDue(second, covered) : second),
  };
}

/** `endOfRange` gives the end of the excluded local range that a local time lies in, or the local time itself. */
function excludeLocalTimes(zone: ZoneOffsets, endOfRange: (local: number) => number): CompiledExclusion {
  return {
    endOfExcluded(second) {
      const block = zone.blockAt(second);
      const stretch = stretchAt(block, second);
      const local = second + offsetOfStretch(block, stretch);
      const end = endOfRange(local);
      return end === local ? second : Math.min(second + end - local, endOfStretch(block, stretch));
    },
  };
}

function secondOfDayOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 3_600 + minute * 60;
}
