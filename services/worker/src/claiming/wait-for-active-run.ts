import { type ClaimDecision, type RunKey, type RunReason, runIdOf } from "@repo/core";
import { bufferRun, type ClaimCandidate, cancelRun, type Database } from "@repo/db";
import type { ClaimEffects } from "./claim-batch.ts";

/** A waiting run that ended because a later one of its schedule took its place. */
export interface RunThatGaveWay extends RunKey {
  scheduleName: string;
  fireAt: Date;
  state: "SKIPPED" | "CANCELLED";
  reason: Extract<RunReason, "OVERLAPPED" | "CANCELLED_BY_OVERLAP">;
  message: string;
  attempt: number;
  endedAt: Date;
}

/**
 * Lets a run wait for the active one to end, and asks that one to stop when the policy says so.
 *
 * @returns false when the facts have to be read again: there is nothing to wait for any more
 */
export async function waitForActiveRun(
  database: Database,
  candidate: ClaimCandidate,
  decision: Extract<ClaimDecision, { action: "BUFFER" }>,
  effects: ClaimEffects,
): Promise<boolean> {
  const { key, execution } = candidate;
  const replaced = await bufferRun(database, { ...key, replace: decision.replace });
  if (replaced === undefined) return false;
  for (const { finishedAt, ...run } of replaced) {
    effects.gaveWay.push({
      ...run,
      scheduleName: execution.scheduleName,
      state: "SKIPPED",
      reason: "OVERLAPPED",
      message: "",
      endedAt: finishedAt,
    });
  }
  return !(decision.cancelActive && (await cancelActive(database, candidate, effects)));
}

/** @returns whether the run that has just begun to wait may start already, because the active one was not running */
async function cancelActive(
  database: Database,
  candidate: ClaimCandidate,
  effects: ClaimEffects,
): Promise<boolean> {
  if (candidate.activeDueAt === undefined) return false;
  const active = { scheduleId: candidate.key.scheduleId, dueAt: candidate.activeDueAt };
  const runId = runIdOf(candidate.key);
  const reason = "CANCELLED_BY_OVERLAP";
  const message = `a later run, ${runId}, took its place`;
  const cancelled = await cancelRun(database, active, { reason, message });
  if (cancelled === undefined) return false;
  const { run, released } = cancelled;
  if (run.state === "RUNNING") {
    effects.cancelled.push(run);
  } else {
    const { scheduleName } = candidate.execution;
    const { scheduleId, dueAt, fireAt, attempt, state } = run;
    const ended = { scheduleId, dueAt, fireAt, attempt, state, endedAt: candidate.facts.now };
    effects.gaveWay.push({ ...ended, scheduleName, reason, message });
  }
  // its job is in hand here: another of the same id would not be taken
  const others = released.filter((each) => runIdOf(each) !== runId);
  effects.released.push(...others);
  return others.length < released.length;
}
