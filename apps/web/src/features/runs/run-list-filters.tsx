import { RunReason, RunState } from "@repo/core";
import type { ReactNode } from "react";
import { FacetFilter } from "@/components/filters/facet-filter.tsx";
import { FilterBar } from "@/components/filters/filter-bar.tsx";
import { TimeRangeFilter } from "@/components/filters/time-range-filter.tsx";
import { RUN_REASONS, RUN_STATES } from "@/lib/run-states.ts";
import { RUN_FILTER_PARAMETERS } from "./run-filters.ts";

const STATES = RunState.options.map((value) => ({ value, label: RUN_STATES[value].label }));
const REASONS = RunReason.options.map((value) => ({ value, label: capitalize(RUN_REASONS[value]) }));
const KINDS = [
  { value: "SCHEDULED", label: "By the schedule" },
  { value: "TRIGGERED", label: "By hand" },
  { value: "BACKFILLED", label: "By a backfill" },
];

/** What narrows a list of runs. @param children further filters, in front */
export function RunListFilters({ children }: { children?: ReactNode }) {
  return (
    <FilterBar params={RUN_FILTER_PARAMETERS}>
      {children}
      <FacetFilter param="state" label="State" options={STATES} />
      <FacetFilter param="reason" label="Reason" options={REASONS} />
      <FacetFilter param="kind" label="Started" options={KINDS} />
      <TimeRangeFilter label="Due" />
    </FilterBar>
  );
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
