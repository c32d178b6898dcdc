import { type RunEvent, runIdOf } from "@repo/core";
import type { EndedRun, ExecutableRun } from "@repo/db";
import type { ClaimedExecution } from "./claiming/claim-batch.ts";

export function runningEvent(execution: ClaimedExecution): RunEvent {
  const { attempt, workerId, attemptStartedAt } = execution;
  return {
    ...subjectOf(execution),
    state: "RUNNING",
    message: "",
    attempt,
    workerId,
    occurredAt: attemptStartedAt,
  };
}

export function skippedEvent(
  execution: ExecutableRun,
  reason: "MISFIRED" | "OVERLAPPED",
  occurredAt: Date,
): RunEvent {
  return { ...subjectOf(execution), state: "SKIPPED", reason, message: "", attempt: 0, occurredAt };
}

export function endedEvent(run: EndedRun): RunEvent {
  const { state, message, attempt, workerId, occurredAt } = run;
  return {
    ...subjectOf(run),
    state,
    reason: run.reason ?? undefined,
    message,
    attempt,
    workerId,
    occurredAt,
  };
}

function subjectOf(run: Pick<ExecutableRun, "scheduleId" | "scheduleName" | "dueAt" | "fireAt">) {
  const { scheduleId, scheduleName, dueAt, fireAt } = run;
  return { runId: runIdOf(run), scheduleId, scheduleName, dueAt, fireAt };
}
