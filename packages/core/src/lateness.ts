import type { Run } from "./run.ts";

/** How late a run started and where the time went. Milliseconds. */
export interface Lateness {
  /** `startedAt − fireAt`. */
  lateness: number;
  /** Part of it before its job was in Redis. */
  dispatchLag: number;
  /** The rest: waiting for a worker. */
  queueWait: number;
}

/** Absent when the run has not started. */
export function latenessOf(run: Pick<Run, "fireAt" | "queuedAt" | "startedAt">): Lateness | undefined {
  if (run.startedAt === undefined) return undefined;
  const lateness = run.startedAt.getTime() - run.fireAt.getTime();
  const dispatchLag = Math.max(0, (run.queuedAt ?? run.startedAt).getTime() - run.fireAt.getTime());
  return { lateness, dispatchLag, queueWait: lateness - dispatchLag };
}
