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
  /** From the first start to the end, waits between attempts included, in milliseconds. */
  duration: number | undefined;
}

export function toRunRow(run: Run): RunRow {
  const { id, scheduleId, scheduleName, dueAt, kind, state, reason, message, attempt } = run;
  const { startedAt, finishedAt } = run;
  const hasRun = startedAt !== undefined && finishedAt !== undefined;
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
    startedAt,
    lateness: latenessOf(run)?.lateness,
    duration: hasRun ? finishedAt.getTime() - startedAt.getTime() : undefined,
  };
}
