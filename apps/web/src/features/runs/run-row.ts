import { latenessOf, type Run } from "@repo/core";

/** A run as a row of a list. */
export interface RunRow
  extends Pick<
    Run,
    "id" | "scheduleId" | "scheduleName" | "dueAt" | "kind" | "state" | "reason" | "message" | "attempt"
  > {
  /** Milliseconds; absent when it has not started. */
  lateness: number | undefined;
  startedAt: Date | undefined;
  /** See {@link durationOf}. */
  duration: number | undefined;
}

export function toRunRow(run: Run): RunRow {
  const { id, scheduleId, scheduleName, dueAt, kind, state, reason, message, attempt } = run;
  return {
    id,
    scheduleId,
    scheduleName,
    dueAt,
    kind,
    state,
    reason,
    message,
    attempt,
    startedAt: run.startedAt,
    lateness: latenessOf(run)?.lateness,
    duration: durationOf(run),
  };
}

/** From the first start to the end, waits between attempts included, in milliseconds. */
export function durationOf({
  startedAt,
  finishedAt,
}: Pick<Run, "startedAt" | "finishedAt">): number | undefined {
  if (startedAt === undefined || finishedAt === undefined) return undefined;
  return finishedAt.getTime() - startedAt.getTime();
}
