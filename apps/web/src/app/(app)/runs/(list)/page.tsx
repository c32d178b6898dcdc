import { isEnded } from "@repo/core";
import { HistoryIcon, SearchXIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import type { SearchParams } from "nuqs/server";
import { KeysetPager } from "@/components/data-table/keyset-pager.tsx";
import { EmptyState } from "@/components/empty-state.tsx";
import { CatchUp } from "@/components/live/catch-up.tsx";
import { LiveRefresh } from "@/components/live/live-refresh.tsx";
import { PageHeader } from "@/components/page-header.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { findSchedule } from "@/features/runs/find-schedule.ts";
import { listRuns } from "@/features/runs/list-runs.ts";
import { loadRunFilters, RUN_FILTER_PARAMETERS } from "@/features/runs/run-filters.ts";
import { RunList } from "@/features/runs/run-list.tsx";
import { RunListFilters } from "@/features/runs/run-list-filters.tsx";
import { toRunRow } from "@/features/runs/run-row.ts";
import { RUN_VIEWS } from "@/features/runs/run-views.ts";
import { ScheduleFilter } from "@/features/runs/schedule-filter.tsx";
import { SavedViews } from "@/features/saved-views/saved-views.tsx";
import { countOf } from "@/lib/format-count.ts";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const given = await searchParams;
  const parameters = loadRunFilters(given);
  const schedule = parameters.schedule === "" ? undefined : await findSchedule(parameters.schedule);
  const isUnknown = parameters.schedule !== "" && schedule === undefined;
  const { runs, nextPage } = isUnknown
    ? { runs: [], nextPage: "" }
    : await listRuns(parameters, schedule?.id);
  const isFiltered = RUN_FILTER_PARAMETERS.some((parameter) => given[parameter] !== undefined);
  return (
    <>
      <LiveRefresh {...(schedule !== undefined && { scheduleIds: [schedule.id] })} />
      <CatchUp isUnfinished={runs.some(({ state }) => !isEnded(state))} />
      <PageHeader
        title="Runs"
        description="What has come due, whether it ran, and why not when it did not."
      />
      {runs.length === 0 && !isFiltered && parameters.page === "" ? (
        <Card>
          <NothingYet />
        </Card>
      ) : (
        <Card>
          <div className="flex items-start justify-between gap-2 sm:pr-3">
            <RunListFilters>
              <ScheduleFilter name={schedule?.definition.name} />
            </RunListFilters>
            <div className="pt-3 max-sm:hidden">
              <SavedViews page="RUNS" builtIn={RUN_VIEWS} />
            </div>
          </div>
          <div className="border-t">
            <RunList rows={runs.map(toRunRow)} empty={<NoMatch />} />
          </div>
          <KeysetPager
            nextToken={nextPage}
            summary={`${countOf(runs.length, "run")} on this page, latest first`}
          />
        </Card>
      )}
    </>
  );
}

function NoMatch() {
  return (
    <EmptyState
      icon={SearchXIcon}
      title="No run is like that"
      action={
        <Button asChild>
          <Link href="/runs">Show all runs</Link>
        </Button>
      }
    >
      Choose another range of time, or clear the filters.
    </EmptyState>
  );
}

function NothingYet() {
  return (
    <EmptyState
      icon={HistoryIcon}
      title="Nothing has come due yet"
      action={
        <Button asChild>
          <Link href="/schedules">Go to the schedules</Link>
        </Button>
      }
    >
      Every due time of every schedule is recorded here with what became of it, and why when it did not run.
    </EmptyState>
  );
}
