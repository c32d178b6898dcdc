import type { CompiledTiming } from "./compiled-timing.ts";

/** Excluded stretches that one search looks past, and seconds (a hundred years); beyond that, nothing more is due. */
const MAX_EXCLUSIONS_IN_A_ROW = 100_000;
const MAX_SECONDS_EXCLUDED = 3_155_760_000;

/** The first due second that is not before `from`; Infinity if there is none. */
export function nextDueSecond(timing: CompiledTiming, from: number): number {
  let due = timing.source.next(Math.max(from, timing.startSecond));
  const giveUpAt = Math.min(timing.endSecond, due + MAX_SECONDS_EXCLUDED);
  for (let i = 0; i < MAX_EXCLUSIONS_IN_A_ROW && due < giveUpAt; i++) {
    const end = endOfExcluded(timing, due);
    if (end === due) return due;
    due = timing.source.next(end);
  }
  return Number.POSITIVE_INFINITY;
}

/** The last due second before `before`; -Infinity if there is none. */
export function previousDueSecond(timing: CompiledTiming, before: number): number {
  const until = Math.min(before, timing.endSecond);
  // Look back twice as far each time until something is due...
  let lookBack = 64;
  let found = nextDueSecond(timing, until - lookBack);
  while (found >= until) {
    if (until - lookBack < timing.startSecond) return Number.NEGATIVE_INFINITY;
    lookBack *= 2;
    found = nextDueSecond(timing, until - lookBack);
  }
  // ...then halve what lies between it and `until` until nothing else is due there.
  let nothingFrom = until;
  while (nothingFrom - found > 1) {
    const middle = Math.ceil((found + nothingFrom) / 2);
    const later = nextDueSecond(timing, middle);
    if (later < until) found = later;
    else nothingFrom = middle;
  }
  return found;
}

function endOfExcluded(timing: CompiledTiming, second: number): number {
  let end = second;
  for (const exclusion of timing.exclusions) end = Math.max(end, exclusion.endOfExcluded(second));
  return end;
}
