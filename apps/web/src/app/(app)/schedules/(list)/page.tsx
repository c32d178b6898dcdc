import { isEnded, roleIncludes } from "@repo/core";
import { PlusIcon } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import type { SearchParams } from "nuqs/server";
import { KeysetPager } from "@/components/data-table/keyset-pager.tsx";
import { CatchUp } from "@/components/live/catch-up.tsx";
import { LiveRefresh } from "@/components/live/live-refresh.tsx";
import { PageHeader } from "@/components/page-header.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { countSummary, totalInWords } from "@/features/schedules/count-summary.ts";
import { listRecentRuns } from "@/features/schedules/list-recent-runs.ts";
import { listSchedules } from "@/features/schedules/list-schedules.ts";
import { LIST_VIEW_COOKIE, readListView } from "@/features/schedules/list-view.ts";
import {
  FILTER_PARAMETERS,
  loadScheduleFilters,
  scheduleFilterOf,
} from "@/features/schedules/schedule-filters.ts";
import { ScheduleList } from "@/features/schedules/schedule-list.tsx";
import { ScheduleListEmpty } from "@/features/schedules/schedule-list-empty.tsx";
import { ScheduleListFilters } from "@/features/schedules/schedule-list-filters.tsx";
import { toScheduleRow } from "@/features/schedules/schedule-row.ts";
import { whyUnchangeable } from "@/features/schedules/why-unchangeable.ts";
import { requireUser } from "@/server/session/current-user.ts";

export const metadata: Metadata = { title: "Schedules" };

export default async function SchedulesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const parameters = await loadScheduleFilters(searchParams);
  const [user, { schedules, nextPageToken, total }] = await Promise.all([
    requireUser(),
    listSchedules(parameters),
  ]);
  const runs = await listRecentRuns(schedules.map(({ id }) => id));
  const now = new Date();
  const rows = schedules.map((schedule) =>
    toScheduleRow(schedule, {
      runs: runs.get(schedule.id) ?? [],
      now,
      refusal: whyUnchangeable(user, schedule.owner),
    }),
  );
  const mayEdit = roleIncludes(user.role, "EDITOR");
  const isFiltered = FILTER_PARAMETERS.some((parameter) => parameters[parameter].length > 0);
  const hasNone = rows.length === 0 && !isFiltered && parameters.page === "";
  return (
    <>
      <PageHeader
        title="Schedules"
        description="What is due, when, and what became of it."
        actions={
          mayEdit &&
          !hasNone && (
            <Button variant="primary" asChild>
              <Link href="/schedules/new">
                <PlusIcon aria-hidden />
                New schedule
              </Link>
            </Button>
          )
        }
      />
      {hasNone ? (
        <Card>
          <LiveRefresh />
          <ScheduleListEmpty isFiltered={false} mayCreate={mayEdit} />
        </Card>
      ) : (
        <Card>
          <CatchUp
            isUnfinished={rows.some(({ recentRuns }) => recentRuns.some(({ state }) => !isEnded(state)))}
          />
          <ScheduleList
            rows={rows}
            initialView={readListView((await cookies()).get(LIST_VIEW_COOKIE)?.value)}
            empty={<ScheduleListEmpty isFiltered={isFiltered} mayCreate={mayEdit} />}
            mayEdit={mayEdit}
            username={user.username}
            filter={scheduleFilterOf(parameters)}
            total={totalInWords(total)}
            toolbar={<ScheduleListFilters rows={rows} order={parameters.sort} />}
          />
          <KeysetPager nextToken={nextPageToken} summary={countSummary(rows.length, total)} />
        </Card>
      )}
    </>
  );
}
