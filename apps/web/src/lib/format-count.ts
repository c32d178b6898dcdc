const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** Such as `12,345`. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

/** Such as `12.3K`, where there is no room for more. */
export function formatCompactCount(count: number): string {
  return compact.format(count);
}

/** A count and its noun, such as `1 run`, `12,345 runs`. */
export function countOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A share with two decimals at most, such as `99.98 %`. Never rounded up: it is `100 %` only when none is missing. */
export function formatShare(part: number, whole: number): string {
  return `${Math.floor((part / whole) * 10_000) / 100} %`;
}
