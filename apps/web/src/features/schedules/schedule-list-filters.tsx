import { LastRunState, type ScheduleOrder, ScheduleState, TargetType } from "@repo/core";
import { FacetFilter } from "@/components/filters/facet-filter.tsx";
import { FilterBar } from "@/components/filters/filter-bar.tsx";
import { SearchField } from "@/components/filters/search-field.tsx";
import { TokenFilter } from "@/components/filters/token-filter.tsx";
import { RUN_STATES, SCHEDULE_STATES } from "@/lib/run-states.ts";
import { TARGET_LABELS } from "@/lib/targets.ts";
import { FILTER_PARAMETERS } from "./schedule-filters.ts";
import type { ScheduleRow } from "./schedule-row.ts";
import { SortMenu } from "./sort-menu.tsx";

// without icons: components do not cross from the server to the client
const STATES = ScheduleState.options.map((value) => ({ value, label: SCHEDULE_STATES[value].label }));
const RESULTS = LastRunState.options.map((value) => ({ value, label: RUN_STATES[value].label }));
const TARGETS = [...TargetType.values].map((value) => ({ value, label: TARGET_LABELS[value] }));

/** Search, filters and order of the list. */
export function ScheduleListFilters({
  rows,
  order,
}: {
  /** What is in sight, to offer its tags and owners. */
  rows: readonly ScheduleRow[];
  order: ScheduleOrder;
}) {
  const tags = [...new Set(rows.flatMap((row) => row.tags))].toSorted();
  const owners = [...new Set(rows.map((row) => row.owner))].toSorted();
  return (
    <FilterBar params={FILTER_PARAMETERS}>
      <SearchField label="Search schedules by name" placeholder="Search by name" />
      <FacetFilter param="state" label="State" options={STATES} />
      <FacetFilter param="result" label="Last result" options={RESULTS} />
      <TokenFilter param="tag" label="Tags" hint="Such as billing" suggestions={tags} />
      <TokenFilter param="owner" label="Owner" hint="A user name" suggestions={owners} isSingle />
      <FacetFilter param="target" label="Target" options={TARGETS} />
      <SortMenu order={order} />
    </FilterBar>
  );
}
