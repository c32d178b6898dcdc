/** Of many values in milliseconds. */
export interface Quantiles {
  p50: number;
  p95: number;
}

export function quantilesOf(values: readonly number[]): Quantiles {
  const sorted = values.toSorted((a, b) => a - b);
  const quantile = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { p50: quantile(0.5), p95: quantile(0.95) };
}

/** Whole milliseconds; tenths of few. */
export function formatMs(ms: number): string {
  return ms.toFixed(ms < 10 ? 1 : 0);
}

/** A table in Markdown. */
export function writeTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
