import type { Timing } from "../timing.ts";
import { compileTiming } from "./compiled-timing.ts";
import { CronSource } from "./cron-source.ts";
import { nextDueSecond } from "./due-seconds.ts";
import { wholeSecondOf } from "./due-source.ts";
import { fireAtOf } from "./jitter.ts";
import { formatLocalTime } from "./local-time.ts";
import { transitionNote } from "./transition-note.ts";

/** One due time as shown to a person. */
export interface DueTimePreview {
  dueAt: Date;
  /** With jitter. */
  fireAt: Date;
  /** In the zone of the spec (UTC for intervals), such as `2026-03-08T03:00:00-04:00`. */
  localTime: string;
  /** What a change of the clock did to this due time, such as "02:30 does not exist on 2026-03-08 ...". */
  note?: string;
}

export interface PreviewOptions {
  /** Nothing earlier is listed; a due time at this very instant is. */
  from: Date;
  /** How many to list at most. */
  count: number;
  /** Settles `H` and jitter. */
  scheduleId?: string | undefined;
  /** Runs left in the schedule's life; absent: all of maxRuns. */
  remaining?: number | undefined;
}

/** The coming due times. Throws DomainError INVALID as compileTiming does. */
export function previewDueTimes(timing: Timing, options: PreviewOptions): DueTimePreview[] {
  const compiled = compileTiming(timing, options.scheduleId);
  const { source } = compiled;
  const limit = Math.min(options.count, options.remaining ?? timing.maxRuns ?? Number.POSITIVE_INFINITY);

  const previews: DueTimePreview[] = [];
  let due = nextDueSecond(compiled, wholeSecondOf(options.from));
  while (previews.length < limit && due !== Number.POSITIVE_INFINITY) {
    const dueAt = new Date(due * 1_000);
    const local = source instanceof CronSource ? source.zone.localAt(due) : due;
    const note = source instanceof CronSource ? transitionNote(source, due) : undefined;
    previews.push({
      dueAt,
      fireAt: fireAtOf(compiled, dueAt),
      localTime: formatLocalTime(local, local - due),
      ...(note !== undefined && { note }),
    });
    due = nextDueSecond(compiled, due + 1);
  }
  return previews;
}
