import type { Policies } from "./policies.ts";
import { retryDelay } from "./retry.ts";
import type { AttemptOutcome, RunReason, RunState } from "./run.ts";

/** Attempts a run may lose to dying workers before it is given up, so that a run that kills workers cannot go on. */
export const MAX_LOST_ATTEMPTS = 5;

export interface EndAttemptInput {
  runId: string;
  outcome: AttemptOutcome;
  /** Whether the target's error may pass; `false` ends the run at once. */
  retryable: boolean;
  /** The attempt that ended. */
  attempt: number;
  /** Earlier attempts that were lost with their worker; they do not count against `maxAttempts`. */
  lostAttempts: number;
  policies: Pick<Policies, "maxAttempts" | "initialBackoff" | "maxBackoff" | "delivery">;
  /** Why the attempt was cancelled, if it was. */
  cancelledBy?: "CANCELLED_BY_REQUEST" | "CANCELLED_BY_OVERLAP" | undefined;
}

/** What becomes of a run when one of its attempts has ended. */
export interface AttemptEnd {
  state: Extract<RunState, "QUEUED" | "SUCCEEDED" | "FAILED" | "CANCELLED" | "TIMED_OUT">;
  reason?: RunReason;
  /** Milliseconds until the next attempt may start; given when the state is QUEUED. */
  retryAfter?: number;
}

export function endAttempt(input: EndAttemptInput): AttemptEnd {
  switch (input.outcome) {
    case "SUCCEEDED":
      return { state: "SUCCEEDED" };
    case "CANCELLED":
      return { state: "CANCELLED", reason: input.cancelledBy ?? "CANCELLED_BY_REQUEST" };
    case "WORKER_LOST":
      return endLostAttempt(input);
    case "FAILED":
      return mayRetry(input) ? retry(input) : { state: "FAILED", reason: "TARGET_FAILED" };
    case "TIMED_OUT":
      return mayRetry(input) ? retry(input) : { state: "TIMED_OUT", reason: "ATTEMPT_TIMED_OUT" };
  }
}

function endLostAttempt({ policies, lostAttempts }: EndAttemptInput): AttemptEnd {
  // nobody knows whether the target was called: only the user's choice of delivery can decide
  if (policies.delivery === "AT_MOST_ONCE" || lostAttempts >= MAX_LOST_ATTEMPTS) {
    return { state: "FAILED", reason: "WORKER_LOST" };
  }
  return { state: "QUEUED", reason: "WORKER_LOST", retryAfter: 0 };
}

function mayRetry({ retryable, attempt, lostAttempts, policies }: EndAttemptInput): boolean {
  return retryable && attempt - lostAttempts < policies.maxAttempts;
}

function retry({ policies, runId, attempt, lostAttempts }: EndAttemptInput): AttemptEnd {
  const failedAttempts = attempt - lostAttempts;
  return { state: "QUEUED", reason: "RETRYING", retryAfter: retryDelay(policies, runId, failedAttempts) };
}
