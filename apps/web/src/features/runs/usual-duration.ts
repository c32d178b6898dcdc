import type { Run } from "@repo/core";
import { durationOf } from "./run-row.ts";

/** How long runs took that have ended: the one in the middle of them. */
export function usualDurationOf(runs: readonly Pick<Run, "startedAt" | "finishedAt">[]): number | undefined {
  const durations = runs.map(durationOf).filter((duration) => duration !== undefined);
  return durations.toSorted((a, b) => a - b)[Math.floor(durations.length / 2)];
}
