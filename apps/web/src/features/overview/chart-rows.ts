import type { Load, OverviewBucket } from "@repo/core";
import type { ChartRow } from "@/components/charts/chart-data.ts";
import { localParts } from "@/lib/format-time.ts";

const MINUTE_MS = 60_000;

/** Of the window that is shown even when runs began later than it does. */
const SHOWN_SHARE = 1 / 4;

/** Without the part of the window in which nothing was there to run yet, as on the first day of an installation. */
export function sinceFirstRun(buckets: readonly OverviewBucket[]): readonly OverviewBucket[] {
  const first = buckets.findIndex(
    ({ succeededCount, failedCount, skippedCount }) => succeededCount + failedCount + skippedCount > 0,
  );
  if (first === -1) return buckets;
  return buckets.slice(Math.min(first, Math.floor(buckets.length * (1 - SHOWN_SHARE))));
}

export function latenessRows(buckets: readonly OverviewBucket[], zone: string): ChartRow[] {
  return buckets.map(({ from, latenessP50, latenessP99 }) => ({
    label: localParts(from, zone).time,
    values: { p50: latenessP50 ?? null, p99: latenessP99 ?? null },
  }));
}

export function outcomeRows(buckets: readonly OverviewBucket[], zone: string): ChartRow[] {
  return buckets.map(({ from, succeededCount, failedCount, skippedCount }) => ({
    label: localParts(from, zone).time,
    values: { succeeded: succeededCount, failed: failedCount, skipped: skippedCount },
  }));
}

/** A row for each of the sixty minutes, those without a run too. What came due in the first one already counts. */
export function nextHourRows({ from, load }: { from: Date; load: Load }, zone: string): ChartRow[] {
  const byMinute = new Map(load.buckets.map((bucket) => [bucket.from.getTime(), bucket]));
  return Array.from({ length: 60 }, (_, minute) => {
    const at = new Date(from.getTime() + minute * MINUTE_MS);
    const bucket = byMinute.get(at.getTime());
    return {
      label: localParts(at, zone).time,
      values: { planned: bucket?.activeCount ?? 0, expected: bucket?.expectedCount ?? 0 },
    };
  });
}
