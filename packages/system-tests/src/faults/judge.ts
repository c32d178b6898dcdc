import { checkRuns, type ExpectedRun, type ObservedCall, type RunCheck } from "@repo/testing";
import type { Scenario } from "./scenario.ts";

/** A start that is later is not called on time. */
export const ON_TIME_MS = 1_000;
/** A verdict on fewer runs says nothing. */
export const FEWEST_EXPECTED = 30;
/** Problems that are written out; the rest is counted. */
const SHOWN_PROBLEMS = 10;

export interface Evidence {
  must: readonly ExpectedRun[];
  may: readonly ExpectedRun[];
  calls: readonly ObservedCall[];
  /** When the last fault ended; absent when there was none with an end. */
  faultEndedAt: Date | undefined;
}

/** What a scenario came to. */
export interface Figures extends Omit<RunCheck, "details"> {
  /** Calls of a run that was called before under a lower attempt: the duplicates of at-least-once delivery. */
  repeated: number;
  /** From the end of the last fault to the first start that was on time; absent when there was none. */
  recoveryMs: number | undefined;
  /** From the end of the last fault to the last start that was not on time; 0 when all were. */
  caughtUpMs: number | undefined;
  /** What is broken, in words; empty when the promise was kept. */
  problems: string[];
}

/** Compares what the targets saw to what they should have seen. */
export function judge(
  { toleranceMs, repeats }: Pick<Scenario, "toleranceMs" | "repeats">,
  { must, may, calls, faultEndedAt }: Evidence,
): Figures {
  const optional = new Set(may.map(keyOfExpected));
  const isOptional = (call: ObservedCall) => optional.has(keyOfCall(call));
  const { details, ...check } = checkRuns({
    expected: must,
    calls: calls.filter((call) => !isOptional(call)),
    toleranceMs,
  });
  const isVacuous = must.length < FEWEST_EXPECTED;
  const seen = checkRuns({ expected: [], calls: calls.filter(isOptional), toleranceMs });
  const duplicated = check.duplicated + seen.duplicated;
  const repeated = calls.length - new Set(calls.map(keyOfCall)).size - duplicated;

  const problems = details.slice(0, SHOWN_PROBLEMS).map((problem) => JSON.stringify(problem));
  if (details.length > SHOWN_PROBLEMS) problems.push(`… and ${details.length - SHOWN_PROBLEMS} more`);
  if (isVacuous)
    problems.push(
      `only ${must.length} runs were expected: this machine is too slow to store the load in time`,
    );
  if (seen.duplicated > 0) problems.push(`${seen.duplicated} attempts of edited runs were called twice`);
  if (repeats === "never" && repeated > 0)
    problems.push(`${repeated} runs were called again, although no worker was lost`);
  return { ...check, duplicated, repeated, ...recoveryOf(must, calls, faultEndedAt), problems };
}

function recoveryOf(
  must: readonly ExpectedRun[],
  calls: readonly ObservedCall[],
  faultEndedAt: Date | undefined,
): Pick<Figures, "recoveryMs" | "caughtUpMs"> {
  if (faultEndedAt === undefined) return { recoveryMs: undefined, caughtUpMs: undefined };
  const fireAts = new Map(must.map((run) => [keyOfExpected(run), run.fireAt.getTime()]));
  let first: number | undefined;
  let lastLate = 0;
  for (const call of calls.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const fireAt = fireAts.get(keyOfCall(call));
    const sinceMs = call.at.getTime() - faultEndedAt.getTime();
    if (fireAt === undefined || sinceMs < 0) continue;
    // only the start counts: what follows are its repetitions
    fireAts.delete(keyOfCall(call));
    if (call.at.getTime() - fireAt <= ON_TIME_MS) first ??= sinceMs;
    else lastLate = sinceMs;
  }
  return { recoveryMs: first, caughtUpMs: lastLate };
}

function keyOfExpected(run: ExpectedRun): string {
  return `${run.scheduleId}/${(run.dueAt ?? run.fireAt).getTime()}`;
}

function keyOfCall(call: ObservedCall): string {
  return `${call.scheduleId}/${call.dueAt.getTime()}`;
}
