const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h)/g;
const WHOLE = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/;

/** Milliseconds of a duration as Go writes it, such as `90m` or `1h20m0s`; undefined for anything else. */
export function parseGoDuration(text: string): number | undefined {
  if (!WHOLE.test(text)) return undefined;
  let durationMs = 0;
  for (const [, count, unit = ""] of text.matchAll(PART)) durationMs += Number(count) * (UNITS_MS[unit] ?? 0);
  return durationMs;
}
