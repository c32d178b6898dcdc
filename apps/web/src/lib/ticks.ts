const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Steps that people count lengths of time in, shortest first. */
const DURATION_STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
];

/** Round lengths of time from zero to at most `longest`, in milliseconds; at most `count` besides the zero. */
export function durationTicks(longest: number, count: number): number[] {
  const step = durationStep(longest / count);
  return Array.from({ length: Math.floor(longest / step) + 1 }, (_, index) => index * step);
}

/** Round lengths of time for an axis that ends with one: the last one is at least `longest`. */
export function durationAxis(longest: number, count: number): number[] {
  const step = durationStep(longest / count);
  return Array.from({ length: Math.max(1, Math.ceil(longest / step)) + 1 }, (_, index) => index * step);
}

/** The shortest one that is at least that long; whole days beyond the longest. */
function durationStep(least: number): number {
  return DURATION_STEPS.find((step) => step >= least) ?? Math.ceil(least / DAY) * DAY;
}
