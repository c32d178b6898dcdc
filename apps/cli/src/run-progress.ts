import type { RunEvent } from "@repo/core";

/** What a watcher can say about a run when one of its events comes in. */
export interface RunProgress {
  event: RunEvent;
  /** Milliseconds from `fireAt` to the start of the first attempt; undefined when that start was not seen. */
  lateness: number | undefined;
  /** Milliseconds of the attempt that has ended; undefined when none has, or its start was not seen. */
  duration: number | undefined;
}

interface Seen {
  lateness: number | undefined;
  attemptStartedAt: Date;
}

/** A run whose end is never heard of must not be remembered for ever. */
const MAX_REMEMBERED = 10_000;

/** Remembers the starts of runs, so that their ends can be shown with lateness and duration. */
export function createRunProgress(): (event: RunEvent) => RunProgress {
  const seenById = new Map<string, Seen>();

  return (event) => {
    const { runId, state, attempt, occurredAt, fireAt } = event;
    const seen = seenById.get(runId);
    if (state === "RUNNING") {
      const lateness = attempt === 1 ? occurredAt.getTime() - fireAt.getTime() : seen?.lateness;
      seenById.delete(runId);
      seenById.set(runId, { lateness, attemptStartedAt: occurredAt });
      forgetOldest(seenById);
      return { event, lateness, duration: undefined };
    }
    if (state !== "QUEUED" && state !== "PLANNED") seenById.delete(runId);
    return {
      event,
      lateness: seen?.lateness,
      duration: seen && occurredAt.getTime() - seen.attemptStartedAt.getTime(),
    };
  };
}

function forgetOldest(seenById: Map<string, Seen>): void {
  if (seenById.size <= MAX_REMEMBERED) return;
  for (const runId of seenById.keys()) {
    seenById.delete(runId);
    return;
  }
}
