import { explainSpec, ScheduleState } from "@repo/core";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { KeysetPager } from "@/components/data-table/keyset-pager.tsx";
import { FacetFilter } from "@/components/filters/facet-filter.tsx";
import { FilterBar } from "@/components/filters/filter-bar.tsx";
import { SearchField } from "@/components/filters/search-field.tsx";
import { PageHeader } from "@/components/page-header.tsx";
import { Card } from "@/components/ui/card.tsx";
import { listSchedules } from "@/features/schedules/list-schedules.ts";
import { nextDueTimeOf } from "@/features/schedules/next-due-at.ts";
import { loadScheduleFilters } from "@/features/schedules/schedule-filters.ts";
import { SchedulesTable } from "@/features/schedules/schedules-table.tsx";
import { SCHEDULE_STATES } from "@/lib/run-states.ts";

export const metadata: Metadata = { title: "Schedules" };

const STATES = ScheduleState.options.map((value) => ({ value, label: SCHEDULE_STATES[value].label }));

export default async function SchedulesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { q, state, page } = await loadScheduleFilters(searchParams);
  const { schedules, nextPageToken } = await listSchedules({
    nameContains: q,
    states: state,
    pageToken: page,
  });
  const now = new Date();
  const rows = schedules.map((schedule) => ({
    id: schedule.id,
    state: schedule.state,
    owner: schedule.owner,
    nextDueAt: nextDueTimeOf(schedule, now),
    name: schedule.definition.name,
    tags: schedule.definition.tags,
    timing: explainSpec(schedule.definition.spec),
  }));
  return (
    <>
      <PageHeader title="Schedules" description="What is due, when, and what became of it." />
      <Card>
        <FilterBar params={["q", "state"]}>
          <SearchField label="Search schedules by name" />
          <FacetFilter param="state" label="State" options={STATES} />
        </FilterBar>
        <div className="border-t">
          <SchedulesTable rows={rows} isFiltered={q !== "" || state.length > 0} />
        </div>
        <KeysetPager nextToken={nextPageToken} summary={`${rows.length} schedules on this page`} />
      </Card>
    </>
  );
}
