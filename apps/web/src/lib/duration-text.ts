const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
  ["ms", 1],
] as const;

const LENGTHS = new Map<string, number>([
  ...UNITS,
  ["day", 86_400_000],
  ["days", 86_400_000],
  ["hour", 3_600_000],
  ["hours", 3_600_000],
  ["m", 60_000],
  ["minute", 60_000],
  ["minutes", 60_000],
  ["sec", 1_000],
  ["second", 1_000],
  ["seconds", 1_000],
]);

const WHOLE = /^(?:\s*\d+(?:\.\d+)?\s*[a-z]+)+\s*$/;
const PART = /(\d+(?:\.\d+)?)\s*([a-z]+)/g;

/**
 * Milliseconds of a length as people type it: `90s`, `5 min`, `1h 30m`, `1.5 hours`.
 *
 * @returns undefined when it is not understood; a number without a unit is not
 */
export function parseDurationText(text: string): number | undefined {
  const lower = text.trim().toLowerCase();
  if (!WHOLE.test(lower)) return undefined;
  let total = 0;
  for (const [, amount, unit = ""] of lower.matchAll(PART)) {
    const length = LENGTHS.get(unit);
    if (length === undefined) return undefined;
    total += Number(amount) * length;
  }
  return Math.round(total);
}

/** Exactly that many milliseconds, such as `1 h 30 min`; what `parseDurationText` reads back. */
export function writeDurationText(ms: number): string {
  let rest = ms;
  const parts: string[] = [];
  for (const [unit, length] of UNITS) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.length === 0 ? "0 s" : parts.join(" ");
}
