/** The minute of the hour at which much more is due than at others. */
export interface Herd {
  minute: number;
  count: number;
  total: number;
}

/** Too few to get into each other's way. */
const LEAST_RUNS = 20;
/** This many times the average of all minutes. */
const TOO_MANY = 2;

/**
 * Finds the minute at which too many are due at once, if there is one.
 *
 * @param counts of each of the sixty minutes
 */
export function findHerd(counts: readonly number[]): Herd | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const count = Math.max(...counts);
  if (count < LEAST_RUNS || count < (TOO_MANY * total) / counts.length) return undefined;
  return { minute: counts.indexOf(count), count, total };
}
