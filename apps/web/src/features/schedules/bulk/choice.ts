import type { ScheduleFilter, ScheduleSelection } from "@repo/core";

/** What is chosen in the list: some rows, or everything that the filters match, on whichever page. */
export type Choice = { type: "rows"; ids: ReadonlySet<string> } | { type: "all" };

export const NO_CHOICE: Choice = { type: "rows", ids: new Set() };

export function isNothing(choice: Choice): boolean {
  return choice.type === "rows" && choice.ids.size === 0;
}

/** How the API is told of a choice. */
export function selectionOf(choice: Choice, filter: ScheduleFilter): ScheduleSelection {
  return choice.type === "all" ? { type: "filter", ...filter } : { type: "ids", ids: [...choice.ids] };
}
