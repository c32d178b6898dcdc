import { z } from "zod";
import { type CompiledTiming, dueTimesIn, nextDueAt, previousDueAt } from "./due/index.ts";
import { latenessOf } from "./lateness.ts";
import { isEnded, Run, type RunReason, STATES_IN_WORDS } from "./run.ts";
import type { Schedule } from "./schedule.ts";

/** What became of an instant. */
export const DueTimeVerdict = z.enum([
  "RAN",
  "RAN_WITHOUT_SUCCESS",
  "IN_PROGRESS",
  "SKIPPED",
  "NOT_PLANNED_YET",
  "NOT_DUE",
  "FORGOTTEN",
]);
export type DueTimeVerdict = z.output<typeof DueTimeVerdict>;

/** Why a schedule ran, ran late, or did not run at an instant. */
export const DueTimeExplanation = z.object({
  verdict: DueTimeVerdict,
  /** In a sentence or two. */
  explanation: z.string(),
  run: Run.optional(),
  /** The last due time before the instant by the present definition. */
  previousDueAt: z.date().optional(),
  nextDueAt: z.date().optional(),
});
export type DueTimeExplanation = z.output<typeof DueTimeExplanation>;

/** Everything the ledger says about one instant of one schedule. */
export interface DueTimeFacts {
  schedule: Schedule;
  timing: CompiledTiming;
  dueAt: Date;
  /** The run of that instant, if there is one. */
  run: Run | undefined;
  /** Why a range of due times that covers the instant did not run, if there is one. */
  skippedRangeReason: RunReason | undefined;
  /** Before this instant nothing is remembered. */
  oldestAt: Date;
  /** The database's clock. */
  now: Date;
}

/** Why a schedule ran, ran late, or did not run at an instant, in words. */
export function explainDueTime(facts: DueTimeFacts): DueTimeExplanation {
  return {
    ...judge(facts),
    run: facts.run,
    previousDueAt: previousDueAt(facts.timing, facts.dueAt),
    nextDueAt: nextDueAt(facts.timing, facts.dueAt),
  };
}

type Judgement = Pick<DueTimeExplanation, "verdict" | "explanation">;

function judge(facts: DueTimeFacts): Judgement {
  const { schedule, dueAt, run, now } = facts;
  if (run !== undefined) return judgeRun(run);
  if (dueAt < facts.oldestAt) {
    return {
      verdict: "FORGOTTEN",
      explanation: `History is kept since ${facts.oldestAt.toISOString()} only.`,
    };
  }
  if (dueAt < schedule.createdAt) {
    return {
      verdict: "NOT_DUE",
      explanation: `The schedule was created later, at ${schedule.createdAt.toISOString()}.`,
    };
  }
  const isDue =
    dueTimesIn(facts.timing, dueAt, new Date(dueAt.getTime() + 1), 1)[0]?.getTime() === dueAt.getTime();
  if (!isDue) return { verdict: "NOT_DUE", explanation: explainNotDue(schedule, dueAt) };
  if (facts.skippedRangeReason !== undefined) {
    return { verdict: "SKIPPED", explanation: explainSkip(facts.skippedRangeReason) };
  }
  return judgeUnplanned(schedule, dueAt, now);
}

function judgeRun(run: Run): Judgement {
  if (!isEnded(run.state)) return { verdict: "IN_PROGRESS", explanation: explainProgress(run) };
  if (run.state === "SKIPPED") return { verdict: "SKIPPED", explanation: explainSkip(run.reason) };
  const verdict = run.state === "SUCCEEDED" ? "RAN" : "RAN_WITHOUT_SUCCESS";
  return { verdict, explanation: `${explainStart(run)} ${explainEnd(run)}` };
}

function explainEnd({ state, attempt, message }: Run): string {
  const after = attempt === 0 ? "" : ` after ${attempt === 1 ? "1 attempt" : `${attempt} attempts`}`;
  return `It ${STATES_IN_WORDS[state]}${after}${message === "" ? "." : `: ${message}`}`;
}

function explainStart(run: Run): string {
  const lateness = latenessOf(run);
  if (lateness === undefined) return "It never started.";
  const { lateness: late, dispatchLag, queueWait } = lateness;
  if (late < 1_000) return `It started on time, ${late} ms after it was due.`;
  const [total, lag, wait] = [late, dispatchLag, queueWait].map(roughly);
  return `It started ${total} late: ${lag} until its job was in Redis, ${wait} waiting for a worker.`;
}

/** A length as people say it; the run itself has it to the millisecond. */
function roughly(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  return ms < 120_000 ? `${Number((ms / 1_000).toFixed(1))} s` : `${Math.round(ms / 60_000)} min`;
}

function explainProgress(run: Run): string {
  switch (run.reason) {
    case "BUFFERED":
      return "It waits until the previous run of the schedule has ended.";
    case "RETRYING":
    case "WORKER_LOST":
      return `Attempt ${run.attempt} ended without success (${run.message}); the next may start at ${run.availableAt?.toISOString()}.`;
    default:
      return run.state === "RUNNING"
        ? `${explainStart(run)} Attempt ${run.attempt} is running on ${run.workerId}.`
        : `It is planned to start at ${run.fireAt.toISOString()}.`;
  }
}

const SKIP_EXPLANATIONS: Partial<Record<RunReason, string>> = {
  MISFIRED: "It was found later than the misfire grace allows, and the misfire policy did not let it run.",
  OVERLAPPED: "The previous run was still active, and the overlap policy did not let another one start.",
  PAUSED: "The schedule was paused.",
  SUPERSEDED: "The schedule was changed before it came due, and the new definition has no such due time.",
  DELETED: "The schedule was deleted.",
};

function explainSkip(reason: RunReason | undefined): string {
  return (reason && SKIP_EXPLANATIONS[reason]) ?? "It did not run, and no reason is recorded.";
}

function explainNotDue(schedule: Schedule, dueAt: Date): string {
  return dueAt < schedule.updatedAt && schedule.revision > 1
    ? `By the present definition, last changed at ${schedule.updatedAt.toISOString()}, this is not a due time.`
    : "This is not a due time of the schedule.";
}

function judgeUnplanned(schedule: Schedule, dueAt: Date, now: Date): Judgement {
  switch (schedule.state) {
    case "DELETED":
      return { verdict: "SKIPPED", explanation: explainSkip("DELETED") };
    case "PAUSED":
      return { verdict: "SKIPPED", explanation: explainSkip("PAUSED") };
    case "COMPLETED":
      return { verdict: "NOT_DUE", explanation: "The schedule has had all its runs." };
    case "ACTIVE":
      break;
  }
  if (schedule.nextDueAt !== undefined && dueAt >= schedule.nextDueAt) {
    return {
      verdict: "NOT_PLANNED_YET",
      explanation:
        dueAt > now
          ? "It is due, and farther away than runs are planned."
          : "It is due, and about to be planned.",
    };
  }
  return { verdict: "NOT_DUE", explanation: "It was not a due time when this part of time was planned." };
}
