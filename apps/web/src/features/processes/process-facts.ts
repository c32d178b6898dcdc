import { formatCount } from "@/lib/format-count.ts";
import { formatDuration } from "@/lib/format-time.ts";

/** A clock that is off by more is worth a look: runs start early or late by it. */
const NOTICEABLE_SKEW_MS = 1_000;
const COMMIT_SHOWN = 7;

/** A version with the commit it was built from as short as people write it: `1.2.3+3c2121e`. */
export function shortVersion(version: string): string {
  return version.replace(/\+([0-9a-f]{8,40})$/, (_, commit: string) => `+${commit.slice(0, COMMIT_SHOWN)}`);
}

/** Attempts in hand, of how many at once: `3 of 200`. Replicas carry out none, older workers do not say. */
export function loadInWords({ runningCount, capacity }: { runningCount: number; capacity: number }): string {
  return capacity === 0
    ? formatCount(runningCount)
    : `${formatCount(runningCount)} of ${formatCount(capacity)}`;
}

/** How far a clock is from the database's: `12 ms ahead`. */
export function skewInWords(skew: number): string {
  if (skew === 0) return "exact";
  return `${formatDuration(Math.abs(skew))} ${skew < 0 ? "behind" : "ahead"}`;
}

export function isSkewNoticeable(skew: number): boolean {
  return Math.abs(skew) > NOTICEABLE_SKEW_MS;
}
