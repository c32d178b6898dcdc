import { z } from "zod";

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
] as const;

/** A length of time in milliseconds whose bounds are named in the largest unit that is whole, such as `5 min`. */
export function durationBetween(min: number, max: number) {
  return z
    .int({ error: ({ input }) => (typeof input === "number" ? "must be whole milliseconds" : undefined) })
    .min(min, `must be at least ${describeDuration(min)}`)
    .max(max, `must be at most ${describeDuration(max)}`);
}

function describeDuration(ms: number): string {
  const [name, length] = UNITS.find(([, unit]) => ms > 0 && ms % unit === 0) ?? ["ms", 1];
  return `${ms / length} ${name}`;
}
