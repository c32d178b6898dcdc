import { localParts } from "./format-time.ts";

const MINUTE = 60_000;
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?/;

/** An instant as a field of type `datetime-local` holds it, on the clocks of a zone: `2026-11-24T14:05:09`. */
export function writeLocalTime(instant: Date, zone: string): string {
  const { year, month, day, time, seconds } = localParts(instant, zone);
  return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(day)}T${time}:${seconds}`;
}

/**
 * The instant that a `datetime-local` field means in a zone. A time that occurs twice is the first one; one that does
 * not exist is read with the offset before the gap, so that 02:30 becomes 03:30.
 *
 * @returns undefined when the text is not such a time
 */
export function readLocalTime(text: string, zone: string): Date | undefined {
  const match = LOCAL.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second || 0);
  if (Number.isNaN(asUtc)) return undefined;
  // the offsets a day before and after are all that a local time can have
  const offsets = [-1, 1].map((days) => offsetAt(asUtc + days * 24 * 60 * MINUTE, zone));
  const candidates = offsets.map((offset) => asUtc - offset).toSorted((a, b) => a - b);
  const exact = candidates.find((candidate) => candidate + offsetAt(candidate, zone) === asUtc);
  return new Date(exact ?? asUtc - (offsets[0] ?? 0));
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  const { year, month, day, time, seconds } = localParts(new Date(at), zone);
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, Number(seconds)) - Math.floor(at / 1_000) * 1_000;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
