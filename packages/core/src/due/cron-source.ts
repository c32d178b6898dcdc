import type { CoveredFields, CronMatcher } from "./cron-matcher.ts";
import { type DueSource, FIRST_SECOND, LAST_SECOND } from "./due-source.ts";
import { endOfStretch, offsetOfStretch, stretchAt, type ZoneOffsets } from "./zone-offsets.ts";

/** No zone has ever been a whole day away from UTC. */
const MAX_OFFSET_SECONDS = 86_400;
/** Bounds the search for a time that always falls in a gap, such as 02:* on the Sundays on which 02:* is skipped. */
const MAX_STRETCHES_SEARCHED = 100;

/**
 * The time rule for calendar times.
 *
 * A *fixed-time* schedule (`30 2 * * *`) is due at the first instant at which the local clock shows a time that the
 * expression names, or a later one. So a time that falls in a gap is due once, right after the gap, and a time that
 * occurs twice is due once, the first time.
 *
 * A schedule that *keeps elapsed time* (its second, minute or hour field starts with `*`) is due at every instant at
 * which the local clock shows a named time: never in a gap, and in a repeated hour both times.
 */
export class CronSource implements DueSource {
  readonly matcher: CronMatcher;
  readonly zone: ZoneOffsets;
  readonly keepsElapsedTime: boolean;

  constructor(matcher: CronMatcher, zone: ZoneOffsets) {
    this.matcher = matcher;
    this.zone = zone;
    const { fields } = matcher;
    this.keepsElapsedTime = fields.second.isStar || fields.minute.isStar || fields.hour.isStar;
  }

  next(second: number): number {
    const from = Math.max(second, FIRST_SECOND);
    const due = this.keepsElapsedTime ? this.#nextShown(from) : this.#nextReached(from);
    return due <= LAST_SECOND ? due : Number.POSITIVE_INFINITY;
  }

  /**
   * The end of the due times that follow each other from `second` on, which is one itself; `covered` as in
   * CronMatcher.endOfNamed. Rather too early than too late: it stops where the offset changes.
   */
  endOfDue(second: number, covered: CoveredFields): number {
    const block = this.zone.blockAt(second);
    const stretch = stretchAt(block, second);
    const local = second + offsetOfStretch(block, stretch);
    // What a gap shifted to this instant says nothing about the next one.
    if (this.matcher.next(local) !== local) return second + 1;
    return Math.min(second + (this.matcher.endOfNamed(local, covered) - local), endOfStretch(block, stretch));
  }

  /** The first instant from `second` on at which the clock first reaches a named local time. */
  #nextReached(second: number): number {
    const block = this.zone.blockAt(second);
    const stretch = stretchAt(block, second);
    const freshFrom = block.freshFrom[stretch] ?? second;
    // At the very start of a stretch everything since the end of the last one is reached at once: the gap.
    const isStart = block.starts[stretch] === second;
    const searchFrom = isStart ? freshFrom : Math.max(freshFrom, second + offsetOfStretch(block, stretch));
    const match = this.matcher.next(searchFrom);
    return match === Number.POSITIVE_INFINITY ? match : this.zone.firstInstantOf(match);
  }

  /** The first instant from `second` on at which the clock shows a named local time. */
  #nextShown(second: number): number {
    let from = second;
    for (let i = 0; i < MAX_STRETCHES_SEARCHED && from <= LAST_SECOND; i++) {
      const block = this.zone.blockAt(from);
      const stretch = stretchAt(block, from);
      const offset = offsetOfStretch(block, stretch);
      const end = endOfStretch(block, stretch);
      const match = this.matcher.next(from + offset);
      if (match - offset < end) return match - offset;
      // The clock changes before it gets there: go on from the change, which may show times of the last day again.
      // A later change can only show again what has just been found to hold no match, so leap to shortly before it.
      from = end - from <= MAX_OFFSET_SECONDS ? end : Math.max(end, match - MAX_OFFSET_SECONDS);
    }
    return Number.POSITIVE_INFINITY;
  }
}
