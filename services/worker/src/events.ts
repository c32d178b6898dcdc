import { type RunEvent, runIdOf, type SkipReason } from "@repo/core";
import type { EndedAttempt, EndedRun, ExecutableRun, SkippedRun } from "@repo/db";
import type { ClaimedExecution } from "./claiming/claim-batch.ts";
import type { RunThatGaveWay } from "./claiming/wait-for-active-run.ts";

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
  { state, attempt }: SkippedRun,
  reason: SkipReason,
  occurredAt: Date,
): RunEvent {
  return { ...subjectOf(execution), state, reason, message: "", attempt, occurredAt };
}

export function endedEvent(
  run: EndedRun<EndedAttempt & Pick<ExecutableRun, "scheduleName" | "fireAt">>,
): RunEvent {
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

export function gaveWayEvent({ state, reason, message, attempt, endedAt, ...run }: RunThatGaveWay): RunEvent {
  return { ...subjectOf(run), state, reason, message, attempt, occurredAt: endedAt };
}

function subjectOf(run: Pick<ExecutableRun, "scheduleId" | "scheduleName" | "dueAt" | "fireAt">) {
  const { scheduleId, scheduleName, dueAt, fireAt } = run;
  return { runId: runIdOf(run), scheduleId, scheduleName, dueAt, fireAt };
}
