import { ChartCard } from "@/components/charts/chart-card.tsx";
import type { Series } from "@/components/charts/chart-data.ts";
import { Alert } from "@/components/ui/alert.tsx";
import { countOf, formatCount, formatShare } from "@/lib/format-count.ts";
import { endedOf, type SlotCounts, totalOf } from "./calendar-cells.ts";
import { findHerd, type Herd } from "./spread-hint.ts";

const SERIES: readonly Series[] = [
  { key: "ended", label: "Ended", tone: "success" },
  { key: "planned", label: "Planned or running", tone: "active" },
  { key: "expected", label: "Expected", tone: "active", isHollow: true },
];

/** In which minutes of the hour the runs of a day are due, and what to do when they are all due at once. */
export function MinuteChart({ day, minutes }: { day: string; minutes: readonly SlotCounts[] }) {
  const totals = minutes.map(totalOf);
  const total = totals.reduce((sum, count) => sum + count, 0);
  const herd = findHerd(totals);
  return (
    <ChartCard
      title="Minutes of the hour"
      summary={`When the ${countOf(total, "run")} of ${day} are due, all hours taken together.`}
      kind="bars"
      unit="count"
      series={SERIES}
      rows={minutes.map((counts, minute) => ({
        label: minuteLabel(minute),
        values: { ended: endedOf(counts), planned: counts.activeCount, expected: counts.expectedCount },
      }))}
      rowName="Minute"
      {...(total === 0 && { empty: `Nothing is due on ${day}.` })}
    >
      {herd !== undefined && <SpreadHint herd={herd} />}
    </ChartCard>
  );
}

function SpreadHint({ herd: { minute, count, total } }: { herd: Herd }) {
  return (
    <Alert tone="warning">
      <strong className="font-medium">
        {formatCount(count)} of {countOf(total, "run")} ({formatShare(count, total)}) are due at{" "}
        {minuteLabel(minute)}.
      </strong>{" "}
      Spread those that need not be punctual: write <code className="font-mono">H</code> for the minute of
      their cron expression, and each schedule gets a minute of its own, or give them a jitter.
    </Alert>
  );
}

function minuteLabel(minute: number): string {
  return `:${String(minute).padStart(2, "0")}`;
}
