import type { View } from "@/features/saved-views/view.ts";

/** The views of the runs that everybody has. */
export const RUN_VIEWS: readonly View[] = [
  { name: "All runs", query: "" },
  { name: "Failed", query: new URLSearchParams({ state: "FAILED,TIMED_OUT" }).toString() },
  { name: "Did not run", query: "state=SKIPPED" },
  { name: "Started by hand", query: "kind=TRIGGERED" },
];
