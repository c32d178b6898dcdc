import { isEnded } from "@repo/core";
import { HistoryIcon, SearchXIcon } from "lucide-react";
import Link from "next/link";
import type { SearchParams } from "nuqs/server";
import { KeysetPager } from "@/components/data-table/keyset-pager.tsx";
import { EmptyState } from "@/components/empty-state.tsx";
import { CatchUp } from "@/components/live/catch-up.tsx";
import { RelativeTime } from "@/components/timestamp.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { listRuns } from "@/features/runs/list-runs.ts";
import { loadRunFilters, RUN_FILTER_PARAMETERS } from "@/features/runs/run-filters.ts";
import { RunList } from "@/features/runs/run-list.tsx";
import { RunListFilters } from "@/features/runs/run-list-filters.tsx";
import { toRunRow } from "@/features/runs/run-row.ts";
import { getSchedule } from "@/features/schedule-page/get-schedule.ts";
import { nextDueTimeOf } from "@/features/schedules/next-due-at.ts";
import { countOf } from "@/lib/format-count.ts";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function ScheduleRunsPage({ params, searchParams }: Props) {
  const { id } = await params;
  const given = await searchParams;
  const [schedule, { runs, nextPage }] = await Promise.all([
    getSchedule(id),
    listRuns(loadRunFilters(given), id),
  ]);
  const isFiltered = RUN_FILTER_PARAMETERS.some((parameter) => given[parameter] !== undefined);
  const empty = isFiltered ? (
    <EmptyState
      icon={SearchXIcon}
      title="No run is like that"
      action={
        <Button asChild>
          <Link href={`/schedules/${id}`}>Show all runs</Link>
        </Button>
      }
    >
      Choose another range of time, or clear the filters.
    </EmptyState>
  ) : (
    <NoRunsYet nextDueAt={nextDueTimeOf(schedule, new Date())} />
  );
  return (
    <Card>
      <CatchUp isUnfinished={runs.some(({ state }) => !isEnded(state))} />
      <RunListFilters />
      <div className="border-t">
        <RunList rows={runs.map(toRunRow)} isOfOneSchedule empty={empty} />
      </div>
      <KeysetPager
        nextToken={nextPage}
        summary={`${countOf(runs.length, "run")} on this page, latest first`}
      />
    </Card>
  );
}

function NoRunsYet({ nextDueAt }: { nextDueAt: Date | undefined }) {
  return (
    <EmptyState icon={HistoryIcon} title="No runs yet">
      {nextDueAt === undefined ? (
        "Nothing is due. Start a run by hand, or edit the schedule."
      ) : (
        <>
          The first is due <RelativeTime at={nextDueAt} />. Whatever becomes of it is recorded here.
        </>
      )}
    </EmptyState>
  );
}
