import type { Overview } from "@repo/core";
import { ChartCard } from "@/components/charts/chart-card.tsx";
import type { ChartRow, Series } from "@/components/charts/chart-data.ts";
import { countOf, formatCount } from "@/lib/format-count.ts";
import { formatDuration } from "@/lib/format-time.ts";
import { latenessRows, outcomeRows, sinceFirstRun } from "./chart-rows.ts";
import { isWindowEmpty } from "./health.ts";

const LATENESS: readonly Series[] = [
  { key: "p50", label: "p50", tone: "active" },
  { key: "p99", label: "p99", tone: "warning", isHollow: true },
];
const OUTCOMES: readonly Series[] = [
  { key: "succeeded", label: "Succeeded", tone: "success" },
  { key: "failed", label: "Failed", tone: "danger" },
  { key: "skipped", label: "Skipped", tone: "warning", isHollow: true },
];
const NEXT_HOUR: readonly Series[] = [
  { key: "planned", label: "Planned", tone: "active" },
  { key: "expected", label: "Expected", tone: "active", isHollow: true },
];

interface WindowProps {
  overview: Overview;
  zone: string;
  /** As in "in the last hour". */
  words: string;
}

export function LatenessChart({ overview: { figures, buckets }, zone, words }: WindowProps) {
  const { latenessP50, latenessP99, latenessMax } = figures;
  const hasStarted = latenessP50 !== undefined && latenessP99 !== undefined && latenessMax !== undefined;
  return (
    <ChartCard
      title="Lateness"
      summary={
        hasStarted
          ? `Half of the runs started within ${formatDuration(latenessP50)}, 99 of 100 within ${formatDuration(latenessP99)}, all within ${formatDuration(latenessMax)}.`
          : "From the fire time of a run to its start."
      }
      kind="lines"
      unit="duration"
      series={LATENESS}
      rows={latenessRows(sinceFirstRun(buckets), zone)}
      rowName="Time"
      {...(!hasStarted && { empty: `No run started in the ${words}.` })}
    />
  );
}

export function OutcomeChart({ overview: { figures, buckets }, zone, words }: WindowProps) {
  const { succeededCount, failedCount, skippedCount } = figures;
  return (
    <ChartCard
      title="Throughput"
      summary={`${formatCount(succeededCount)} succeeded, ${formatCount(failedCount)} failed, ${formatCount(skippedCount)} skipped in the ${words}.`}
      kind="bars"
      unit="count"
      series={OUTCOMES}
      rows={outcomeRows(sinceFirstRun(buckets), zone)}
      rowName="Time"
      {...(isWindowEmpty(figures) && { empty: `No run came due in the ${words}.` })}
    />
  );
}

export function NextHourChart({ rows, scheduleShare }: { rows: readonly ChartRow[]; scheduleShare: number }) {
  const totals = rows.map(({ values }) => NEXT_HOUR.reduce((sum, { key }) => sum + (values[key] ?? 0), 0));
  const total = totals.reduce((sum, count) => sum + count, 0);
  const peak = Math.max(...totals);
  const peakAt = rows[totals.indexOf(peak)]?.label;
  return (
    <ChartCard
      title="Next hour"
      summary={
        total === 0
          ? "What will be due in each minute."
          : `${countOf(total, "run")} will be due. The fullest minute is ${peakAt}, with ${formatCount(peak)}.${scheduleShare < 1 ? " Expected ones are estimated from a part of the schedules." : ""}`
      }
      kind="bars"
      unit="count"
      series={NEXT_HOUR}
      rows={rows}
      rowName="Minute"
      {...(total === 0 && { empty: "Nothing is due in the next hour." })}
    />
  );
}
