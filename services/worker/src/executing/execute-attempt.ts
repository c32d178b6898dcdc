import { type AttemptOutcome, type Output, runIdOf, type Target } from "@repo/core";
import type { Logger } from "@repo/runtime";
import type { ClaimedExecution } from "../claiming/claim-batch.ts";
import type { TargetContext, TargetRegistry, TargetResult } from "../targets/index.ts";
import { type AbortCause, AttemptAbort } from "./attempt-abort.ts";
import type { PartialOutputs } from "./partial-outputs.ts";

/** How an attempt ended, as far as this worker knows. */
export interface AttemptReport {
  outcome: AttemptOutcome;
  /** Why it was cut short, if it was. */
  abortCause: AbortCause | undefined;
  retryable: boolean;
  message: string;
  output: Output | undefined;
  /** Milliseconds in the target. */
  duration: number;
}

interface ExecuteDependencies {
  targets: TargetRegistry;
  /** Hear what the target says while it runs. */
  partialOutputs: PartialOutputs;
  logger: Logger;
}

/** What is known of an attempt before its secrets are. */
type AttemptContext = Omit<TargetContext, "secrets">;

/**
 * Carries out one attempt: calls the target, bounded by the attempt timeout. Never throws: a fault of the target's
 * code is a failed attempt.
 *
 * @param abort cuts the attempt short when someone else calls it
 */
export async function executeAttempt(
  dependencies: ExecuteDependencies,
  execution: ClaimedExecution,
  abort: AbortController,
): Promise<AttemptReport> {
  const { targets, partialOutputs } = dependencies;
  const { signal } = abort;
  const startedAt = performance.now();
  let hasEnded = false;
  const context: AttemptContext = {
    run: { ...execution, id: runIdOf(execution) },
    payload: execution.payload,
    signal,
    report(output) {
      // a target that was left behind may go on
      if (!hasEnded) partialOutputs.say(execution, output);
    },
  };
  const timer = setTimeout(
    () => abort.abort(new AttemptAbort("ATTEMPT_TIMED_OUT")),
    execution.policies.attemptTimeout,
  );
  try {
    const result = await Promise.race([
      callTarget(dependencies, execution.target, context),
      leftBehind(signal, targets.stopGraceOf(execution.target)),
    ]);
    return reportOf(result, signal, performance.now() - startedAt);
  } finally {
    clearTimeout(timer);
    hasEnded = true;
    partialOutputs.forget(execution);
  }
}

async function callTarget(
  { targets, logger }: ExecuteDependencies,
  target: Target,
  context: AttemptContext,
): Promise<TargetResult> {
  try {
    return await targets.execute(target, context);
  } catch (err) {
    if (!context.signal.aborted) logger.error({ err, runId: context.run.id }, "the target's code failed");
    return { ok: false, retryable: true, message: "the worker could not carry out the target; see its log" };
  }
}

/** A target that does not react to its signal in time is left behind. */
function leftBehind(signal: AbortSignal, graceMs: number): Promise<TargetResult> {
  const { promise, resolve } = Promise.withResolvers<TargetResult>();
  signal.addEventListener(
    "abort",
    () =>
      setTimeout(resolve, graceMs, {
        ok: false,
        retryable: true,
        message: "the target did not stop in time",
      }).unref(),
    { once: true },
  );
  return promise;
}

const ABORTED = {
  ATTEMPT_TIMED_OUT: { outcome: "TIMED_OUT", message: "the attempt took longer than its timeout" },
  CANCELLED_BY_REQUEST: { outcome: "CANCELLED", message: "cancelled by request" },
  CANCELLED_BY_OVERLAP: { outcome: "CANCELLED", message: "a later run took its place" },
  LEASE_LOST: { outcome: "WORKER_LOST", message: "the worker lost its lease" },
  DRAINED: { outcome: "WORKER_LOST", message: "the worker was shut down before the attempt ended" },
} as const satisfies Record<AbortCause, { outcome: AttemptOutcome; message: string }>;

function reportOf(result: TargetResult, signal: AbortSignal, duration: number): AttemptReport {
  const { output } = result;
  // a target that succeeded although it was told to stop has done its work
  if (result.ok) {
    const message = result.message ?? "";
    return { outcome: "SUCCEEDED", abortCause: undefined, retryable: false, message, output, duration };
  }
  const abortCause = signal.reason instanceof AttemptAbort ? signal.reason.abortCause : undefined;
  if (abortCause !== undefined) {
    return { ...ABORTED[abortCause], abortCause, retryable: true, output, duration };
  }
  const { message, retryable } = result;
  return { outcome: "FAILED", abortCause, retryable, message, output, duration };
}
