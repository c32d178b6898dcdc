import { isMisfired } from "./misfire.ts";
import type { Policies } from "./policies.ts";
import { isEnded, type RunKind, type RunReason, type RunState } from "./run.ts";

/** Everything that decides whether a worker may start a run, read in one statement. */
export interface ClaimFacts {
  run: {
    kind: RunKind;
    state: RunState;
    attempt: number;
    revision: number;
    fireAt: Date;
    /** Absent while it waits for the previous run to end. */
    availableAt?: Date | undefined;
  };
  /** What the job says: the row must still be as it was when the job was made. */
  job: { attempt: number; revision: number };
  policies: Pick<Policies, "misfirePolicy" | "misfireGrace" | "overlapPolicy">;
  /** Why no run of the schedule may start, if so. A run by hand starts on a paused schedule too. */
  halted: "PAUSED" | "DELETED" | undefined;
  /** Whether a later due time of the same schedule has come too. */
  newerHasCome: boolean;
  /** Whether another run of the schedule is active, and whether one waits for its end already. */
  overlap: { active: boolean; buffered: boolean };
  now: Date;
}

/** Why a run that has come ends without another attempt. */
export type SkipReason = Extract<RunReason, "MISFIRED" | "OVERLAPPED" | "PAUSED" | "DELETED">;

export type ClaimDecision =
  /** Start the next attempt. */
  | { action: "CLAIM" }
  /** The job is out of date: the row has moved on without it. */
  | { action: "DROP" }
  /** The job came before its time, by the database's clock. */
  | { action: "WAIT"; until: Date }
  /** The run ends here. */
  | { action: "SKIP"; reason: SkipReason }
  /** The run waits until the active one has ended; `replace`: a run that waits already gives way. */
  | { action: "BUFFER"; cancelActive: boolean; replace: boolean };

/** What a worker does with a job it was given. The write that carries it out checks the same facts again. */
export function decideClaim(facts: ClaimFacts): ClaimDecision {
  const { run, job, policies, now } = facts;
  const stale = run.attempt !== job.attempt - 1 || run.revision !== job.revision;
  if (stale || isEnded(run.state) || run.state === "RUNNING" || run.availableAt === undefined) {
    return { action: "DROP" };
  }
  // a retry: an attempt was under way when the schedule was paused or deleted
  if (facts.halted !== undefined) return { action: "SKIP", reason: facts.halted };
  if (run.availableAt.getTime() > now.getTime()) return { action: "WAIT", until: run.availableAt };

  // a run that waited for another to end was not found late: it counts from the instant at which it could start
  const misfired = isMisfired({ ...policies, ...facts, fireAt: run.availableAt });
  if (run.attempt === 0 && run.kind === "SCHEDULED" && misfired)
    return { action: "SKIP", reason: "MISFIRED" };
  if (!facts.overlap.active) return { action: "CLAIM" };
  switch (policies.overlapPolicy) {
    case "ALLOW":
      return { action: "CLAIM" };
    case "SKIP":
      return { action: "SKIP", reason: "OVERLAPPED" };
    case "BUFFER_ONE":
      return facts.overlap.buffered
        ? { action: "SKIP", reason: "OVERLAPPED" }
        : { action: "BUFFER", cancelActive: false, replace: false };
    case "CANCEL_RUNNING":
      return { action: "BUFFER", cancelActive: true, replace: facts.overlap.buffered };
  }
}
