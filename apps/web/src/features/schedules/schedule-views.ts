import type { View } from "@/features/saved-views/view.ts";

/** The views of the schedules that everybody has. */
export function scheduleViews(username: string): View[] {
  return [
    { name: "All schedules", query: "" },
    { name: "My schedules", query: new URLSearchParams({ owner: username }).toString() },
    { name: "Last run failed", query: new URLSearchParams({ result: "FAILED,TIMED_OUT" }).toString() },
    { name: "Paused", query: "state=PAUSED" },
  ];
}
