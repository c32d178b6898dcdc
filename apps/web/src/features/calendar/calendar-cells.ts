import type { Load, LoadBucket } from "@repo/core";
import { countOf, formatCount } from "@/lib/format-count.ts";
import { type CalendarGrid, type Slot, slotsOf } from "./calendar-grid.ts";

export type SlotCounts = Omit<LoadBucket, "from">;

/** A slot with what is due in it. */
export interface Cell extends Slot {
  counts: SlotCounts;
  total: number;
  /** What most of its runs are: ended, runs that are to come, or due times that are not runs yet. */
  kind: "ENDED" | "PLANNED" | "EXPECTED" | "NONE" | "NOT_COMPUTED";
}

const NOTHING: SlotCounts = {
  succeededCount: 0,
  failedCount: 0,
  cancelledCount: 0,
  skippedCount: 0,
  activeCount: 0,
  expectedCount: 0,
};

export interface CellRow {
  label: string;
  slots: (Cell | undefined)[];
}

/** Puts the buckets of a load, which are in order, into the slots of a grid. */
export function cellsOf(
  grid: CalendarGrid,
  { buckets, forecastUntil }: Pick<Load, "buckets" | "forecastUntil">,
): CellRow[] {
  const cells = new Map<Slot, Cell>();
  let next = 0;
  for (const slot of slotsOf(grid.rows)) {
    let counts = NOTHING;
    for (
      let bucket = buckets[next];
      bucket !== undefined && bucket.from < slot.until;
      bucket = buckets[next]
    ) {
      counts = sumOf(counts, bucket);
      next += 1;
    }
    const cell = cellOf(slot, counts);
    const isBeyond = forecastUntil !== undefined && slot.from >= forecastUntil;
    cells.set(slot, isBeyond && cell.kind === "NONE" ? { ...cell, kind: "NOT_COMPUTED" } : cell);
  }
  return grid.rows.map(({ label, slots }) => ({
    label,
    slots: slots.map((slot) => slot && cells.get(slot)),
  }));
}

/** What is due in each of the sixty minutes of an hour, over all buckets, which are minutes that begin at `from`. */
export function minutesOfHour(buckets: readonly LoadBucket[], minuteOf: (at: Date) => number): SlotCounts[] {
  const minutes = Array.from({ length: 60 }, () => NOTHING);
  for (const bucket of buckets) {
    const minute = minuteOf(bucket.from);
    minutes[minute] = sumOf(minutes[minute] ?? NOTHING, bucket);
  }
  return minutes;
}

export function endedOf({ succeededCount, failedCount, cancelledCount, skippedCount }: SlotCounts): number {
  return succeededCount + failedCount + cancelledCount + skippedCount;
}

export function totalOf(counts: SlotCounts): number {
  return endedOf(counts) + counts.activeCount + counts.expectedCount;
}

/** What is due in a slot, as far as that was computed. */
export function describeCell({ kind, counts }: Pick<Cell, "kind" | "counts">): string {
  return kind === "NOT_COMPUTED" ? "too far ahead to be computed" : describeCounts(counts);
}

/** In words, such as `12 runs: 10 succeeded, 2 failed`. */
export function describeCounts(counts: SlotCounts): string {
  const parts = [
    [counts.succeededCount, "succeeded"],
    [counts.failedCount, "failed"],
    [counts.skippedCount, "skipped"],
    [counts.cancelledCount, "cancelled"],
    [counts.activeCount, "planned or running"],
    [counts.expectedCount, "expected"],
  ] as const;
  const named = parts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
  return named.length === 0 ? "no runs" : `${countOf(totalOf(counts), "run")}: ${named.join(", ")}`;
}

function cellOf(slot: Slot, counts: SlotCounts): Cell {
  const ended = endedOf(counts);
  const { activeCount, expectedCount } = counts;
  const most = Math.max(ended, activeCount, expectedCount);
  const kind = most === 0 ? "NONE" : most === ended ? "ENDED" : most === activeCount ? "PLANNED" : "EXPECTED";
  return { ...slot, counts, total: totalOf(counts), kind };
}

function sumOf(a: SlotCounts, b: SlotCounts): SlotCounts {
  return {
    succeededCount: a.succeededCount + b.succeededCount,
    failedCount: a.failedCount + b.failedCount,
    cancelledCount: a.cancelledCount + b.cancelledCount,
    skippedCount: a.skippedCount + b.skippedCount,
    activeCount: a.activeCount + b.activeCount,
    expectedCount: a.expectedCount + b.expectedCount,
  };
}
