/** Of several rounds: the median, and the lowest and highest value. */
export interface Spread {
  median: number;
  low: number;
  high: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
  return { median, low: quantileOf(sorted, 0), high: quantileOf(sorted, 1) };
}

/** The value below which the share lies, of values in ascending order; NaN of none. */
export function quantileOf(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The ratio of two contenders, round by round: what else the machine did in a round falls on both. */
export function ratioOf(ours: readonly number[], baseline: readonly number[]): Spread {
  return spreadOf(ours.map((value, round) => value / (baseline[round] ?? Number.NaN)));
}
