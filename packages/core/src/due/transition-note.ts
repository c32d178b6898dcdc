import type { CronSource } from "./cron-source.ts";
import { formatLocalClock, formatLocalDate } from "./local-time.ts";
import { offsetOfStretch, stretchAt } from "./zone-offsets.ts";

/** More missing times than this are not listed one by one. */
const TIMES_LISTED = 3;

/** What a change of the local clock (daylight saving or other) did to a due time; undefined if nothing. */
export function transitionNote(source: CronSource, due: number): string | undefined {
  return gapNote(source, due) ?? repeatNote(source, due);
}

function gapNote(source: CronSource, due: number): string | undefined {
  const block = source.zone.blockAt(due);
  const stretch = stretchAt(block, due);
  const start = block.starts[stretch];
  const gapFrom = block.freshFrom[stretch];
  if (stretch === 0 || start === undefined || gapFrom === undefined) return undefined;
  const gapUntil = start + offsetOfStretch(block, stretch);
  // Only the first due time after the change has anything to say about it.
  if (gapUntil <= gapFrom || source.next(start) !== due) return undefined;

  const missing: number[] = [];
  let match = source.matcher.next(gapFrom);
  while (match < gapUntil && missing.length <= TIMES_LISTED) {
    missing.push(match);
    match = source.matcher.next(match + 1);
  }
  const first = missing[0];
  if (first === undefined) return undefined;
  // A zone that crosses the date line skips a whole day: then the clock alone would not tell.
  const clockAt =
    formatLocalDate(gapFrom) === formatLocalDate(gapUntil) ? formatLocalClock : formatLocalMinute;
  const listed = missing.slice(0, TIMES_LISTED).map(formatLocalClock).join(", ");
  const times = missing.length > TIMES_LISTED ? `${listed} and more` : listed;
  const verb = missing.length === 1 ? "does" : "do";
  const effect = source.keepsElapsedTime ? "not due then" : `due at ${clockAt(gapUntil)}`;
  const clock = `the clock goes from ${clockAt(gapFrom)} to ${clockAt(gapUntil)}`;
  return `${times} ${verb} not exist on ${formatLocalDate(first)} (${clock}): ${effect}`;
}

function repeatNote(source: CronSource, due: number): string | undefined {
  const block = source.zone.blockAt(due);
  const stretch = stretchAt(block, due);
  const local = due + offsetOfStretch(block, stretch);
  const isSecond = local < Number(block.freshFrom[stretch]);
  const isFirst = block.starts.some(
    (start, later) =>
      later > stretch &&
      local >= start + offsetOfStretch(block, later) &&
      local < Number(block.freshFrom[later]),
  );
  if (!isSecond && !isFirst) return undefined;
  const which = isSecond ? "the second" : "the first";
  const effect = source.keepsElapsedTime ? `this is ${which}` : "due the first time only";
  return `${formatLocalClock(local)} occurs twice on ${formatLocalDate(local)}: ${effect}`;
}

function formatLocalMinute(local: number): string {
  return `${formatLocalDate(local)} ${formatLocalClock(local)}`;
}
