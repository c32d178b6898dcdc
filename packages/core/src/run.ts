import { z } from "zod";
import { Payload } from "./definition.ts";
import { invalid } from "./errors.ts";

export const RunState = z.enum([
  "PLANNED",
  "QUEUED",
  "RUNNING",
  "SUCCEEDED",
  "FAILED",
  "CANCELLED",
  "TIMED_OUT",
  "SKIPPED",
]);
export type RunState = z.output<typeof RunState>;

export const RunKind = z.enum(["SCHEDULED", "TRIGGERED", "BACKFILLED"]);
export type RunKind = z.output<typeof RunKind>;

/** Why a run ended as it did, or why it waits. */
export const RunReason = z.enum([
  "MISFIRED",
  "OVERLAPPED",
  "PAUSED",
  "SUPERSEDED",
  "DELETED",
  "TARGET_FAILED",
  "ATTEMPT_TIMED_OUT",
  "WORKER_LOST",
  "CANCELLED_BY_REQUEST",
  "CANCELLED_BY_OVERLAP",
  "BUFFERED",
  "RETRYING",
]);
export type RunReason = z.output<typeof RunReason>;

export const AttemptOutcome = z.enum(["SUCCEEDED", "FAILED", "TIMED_OUT", "CANCELLED", "WORKER_LOST"]);
export type AttemptOutcome = z.output<typeof AttemptOutcome>;

/** What a target says about itself, such as an HTTP status and the start of the response. */
export const Output = z.record(z.string(), z.json());
export type Output = z.output<typeof Output>;

/** One try at a run. */
export const Attempt = z.object({
  attempt: z.int().min(1),
  workerId: z.string(),
  startedAt: z.date(),
  finishedAt: z.date(),
  outcome: AttemptOutcome,
  message: z.string(),
  output: Output.optional(),
  /** Milliseconds in the target, measured by the worker. */
  duration: z.number().nonnegative(),
});
export type Attempt = z.output<typeof Attempt>;

/** What the target of a running attempt has said so far: for those who watch, never the truth, and gone when it ends. */
export const PartialOutput = z.object({
  /** When it said so, by the clock of its worker. */
  saidAt: z.date(),
  output: Output,
});
export type PartialOutput = z.output<typeof PartialOutput>;

/** One due time of one schedule. */
export const Run = z.object({
  id: z.string(),
  scheduleId: z.uuid(),
  scheduleName: z.string(),
  dueAt: z.date(),
  /** `dueAt` plus jitter. */
  fireAt: z.date(),
  kind: RunKind,
  state: RunState,
  reason: RunReason.optional(),
  message: z.string(),
  /** Tries so far; the fencing token of the current one. */
  attempt: z.int(),
  /** When its job was confirmed to be in Redis. */
  queuedAt: z.date().optional(),
  /** When its first attempt was claimed. */
  startedAt: z.date().optional(),
  finishedAt: z.date().optional(),
  /** When the next attempt may start. */
  availableAt: z.date().optional(),
  workerId: z.string().optional(),
  /** Given instead of the schedule's payload when it was triggered. */
  payload: Payload.optional(),
  attempts: z.array(Attempt),
  /** Of the running attempt. Absent: it has said nothing, or nobody knows. */
  partialOutput: PartialOutput.optional(),
});
export type Run = z.output<typeof Run>;

/** What identifies a run. */
export interface RunKey {
  scheduleId: string;
  dueAt: Date;
}

/** The run id: it is made of the key and nothing else, so that no table is needed to find a run by id. */
export function runIdOf(key: RunKey): string {
  return `${key.scheduleId}_${key.dueAt.getTime()}`;
}

const RUN_ID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})_(-?\d{1,15})$/;

/** @throws DomainError INVALID when the text is not a run id */
export function parseRunId(id: string): RunKey {
  const match = RUN_ID.exec(id);
  if (match?.[1] === undefined) {
    throw invalid([
      { field: "id", message: "is not a run id; it has the form <schedule id>_<due time in ms>" },
    ]);
  }
  return { scheduleId: match[1], dueAt: new Date(Number(match[2])) };
}

/** Where a run may go from each state. `diagrams/src/run-states.ts` draws this table. */
export const TRANSITIONS = {
  // PLANNED → RUNNING: the job fired before its enqueueing was confirmed
  PLANNED: ["QUEUED", "RUNNING", "SKIPPED", "CANCELLED"],
  QUEUED: ["RUNNING", "SKIPPED", "CANCELLED", "PLANNED"],
  // RUNNING → QUEUED: another attempt follows
  RUNNING: ["QUEUED", "SUCCEEDED", "FAILED", "CANCELLED", "TIMED_OUT"],
  // SKIPPED → PLANNED: resumed, backfilled, or the new definition has the due time too
  SKIPPED: ["PLANNED"],
  SUCCEEDED: [],
  FAILED: [],
  CANCELLED: [],
  TIMED_OUT: [],
} as const satisfies Record<RunState, readonly RunState[]>;

/** Whether a run in this state has its outcome. */
export function isEnded(state: RunState): boolean {
  return state === "SKIPPED" || TRANSITIONS[state].length === 0;
}

/** What to say of a run in this state, after "it". */
export const STATES_IN_WORDS = {
  PLANNED: "is planned",
  QUEUED: "waits to start",
  RUNNING: "is running",
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  CANCELLED: "was cancelled",
  TIMED_OUT: "timed out",
  SKIPPED: "did not run",
} as const satisfies Record<RunState, string>;
