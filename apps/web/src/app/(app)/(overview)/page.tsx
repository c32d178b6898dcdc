import { roleIncludes } from "@repo/core";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { LinkSwitch } from "@/components/link-switch.tsx";
import { PageHeader } from "@/components/page-header.tsx";
import { nextHourRows } from "@/features/overview/chart-rows.ts";
import { FigureTiles } from "@/features/overview/figure-tiles.tsx";
import { FirstRun } from "@/features/overview/first-run.tsx";
import { getNextHour } from "@/features/overview/get-next-hour.ts";
import { getOverview } from "@/features/overview/get-overview.ts";
import { hasSchedules } from "@/features/overview/has-schedules.ts";
import { isWindowEmpty } from "@/features/overview/health.ts";
import { HorizonCard } from "@/features/overview/horizon-card.tsx";
import { LatenessChart, NextHourChart, OutcomeChart } from "@/features/overview/overview-charts.tsx";
import { OverviewLive } from "@/features/overview/overview-live.tsx";
import {
  loadOverviewParameters,
  OVERVIEW_WINDOWS,
  WINDOW_LENGTHS_MS,
  WINDOW_WORDS,
} from "@/features/overview/overview-window.ts";
import { ProcessGrid } from "@/features/overview/process-grid.tsx";
import { FailingSchedules, SlowSchedules } from "@/features/overview/schedule-rankings.tsx";
import { QueueTable } from "@/features/processes/queue-table.tsx";
import { servedQueuesOf } from "@/features/processes/served-queues.ts";
import { countOf } from "@/lib/format-count.ts";
import { requireUser } from "@/server/session/current-user.ts";
import { readViewerZone } from "@/server/viewer-zone.ts";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { window } = await loadOverviewParameters(searchParams);
  const [user, zone, overview, nextHour] = await Promise.all([
    requireUser(),
    readViewerZone(),
    getOverview(WINDOW_LENGTHS_MS[window]),
    getNextHour(new Date()),
  ]);
  const { figures } = overview;
  const words = WINDOW_WORDS[window];
  const header = (
    <PageHeader
      title="Overview"
      description={`Whether everything ran when it should, in the ${words}.`}
      actions={
        <LinkSwitch
          label="Window"
          options={OVERVIEW_WINDOWS.map((option) => ({
            href: `/?window=${option}`,
            label: option.replace("h", " h"),
            isCurrent: option === window,
          }))}
        />
      }
    />
  );
  const live = (
    <OverviewLive
      summary={`${countOf(figures.failedCount, "run")} failed and ${countOf(figures.missedCount, "run")} missed in the ${words}.`}
    />
  );
  if (isWindowEmpty(figures) && !(await hasSchedules())) {
    return (
      <>
        <PageHeader title="Overview" description="Whether everything runs when it should." />
        {live}
        <FirstRun overview={overview} mayEdit={roleIncludes(user.role, "EDITOR")} />
      </>
    );
  }
  return (
    <>
      {header}
      {live}
      <div className="space-y-3">
        <FigureTiles overview={overview} />
        <div className="grid grid-cols-1 gap-3 xl:grid-cols-2">
          <LatenessChart overview={overview} zone={zone} words={words} />
          <OutcomeChart overview={overview} zone={zone} words={words} />
          <NextHourChart rows={nextHourRows(nextHour, zone)} scheduleShare={nextHour.load.scheduleShare} />
          <div className="grid grid-cols-1 content-start gap-3">
            <HorizonCard overview={overview} />
            <QueueTable queues={servedQueuesOf(overview)} />
          </div>
          <FailingSchedules schedules={overview.failing} />
          <SlowSchedules schedules={overview.slowest} />
        </div>
        <ProcessGrid overview={overview} />
      </div>
    </>
  );
}
