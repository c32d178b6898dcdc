import type { Attempt, AttemptOutcome, Run } from "@repo/core";

/** What a part of a run's life is about: it decides its colour. */
export type SpanTone = "quiet" | "warning" | "active" | "success" | "danger";

/** A part of a run's life. */
export interface TimelineSpan {
  key: string;
  label: string;
  /** What happened in it, for people. */
  note: string;
  from: Date;
  until: Date;
  tone: SpanTone;
  /** It still goes on: `until` is now. */
  isOpen: boolean;
}

export type TimelineRun = Pick<
  Run,
  "dueAt" | "fireAt" | "queuedAt" | "startedAt" | "finishedAt" | "availableAt" | "state" | "attempt"
> & {
  /** It has its outcome. */
  isEnded: boolean;
  attempts: readonly Pick<Attempt, "attempt" | "startedAt" | "finishedAt" | "outcome" | "message">[];
};

const OUTCOME_TONES = {
  SUCCEEDED: "success",
  FAILED: "danger",
  TIMED_OUT: "danger",
  CANCELLED: "quiet",
  WORKER_LOST: "danger",
} satisfies Record<AttemptOutcome, SpanTone>;

/** A run's life from its due time on, in parts that follow each other. Empty before it is due. */
export function timelineOf(run: TimelineRun, now: Date): TimelineSpan[] {
  return [...beforeStart(run, now), ...attemptSpans(run), ...stillGoingOn(run, now)].filter(
    ({ from, until }) => until > from,
  );
}

function beforeStart(run: TimelineRun, now: Date): TimelineSpan[] {
  const { dueAt, fireAt, queuedAt, startedAt, finishedAt } = run;
  const end = startedAt ?? finishedAt ?? now;
  const hasStarted = startedAt !== undefined;
  const isWaiting = !hasStarted && !run.isEnded;
  const readyAt = later(queuedAt ?? end, fireAt);
  return [
    {
      key: "jitter",
      label: "Jitter",
      note: "fires later than it is due, so that not everything starts at once",
      from: dueAt,
      until: earlier(fireAt, end),
      tone: "quiet",
      isOpen: false,
    },
    {
      key: "dispatch",
      label: "Until queued",
      note: "until its job was in Redis",
      from: fireAt,
      until: earlier(readyAt, end),
      tone: "warning",
      isOpen: isWaiting && queuedAt === undefined,
    },
    {
      key: "wait",
      label: "Waiting",
      note: hasStarted || isWaiting ? "in the queue, for a worker" : "it never started",
      from: readyAt,
      until: end,
      tone: "quiet",
      isOpen: isWaiting,
    },
  ];
}

/** The attempts that have ended, and the waits between them. */
function attemptSpans({ attempts }: TimelineRun): TimelineSpan[] {
  return attempts.flatMap((attempt, index) => {
    const before = attempts[index - 1];
    return [
      ...(before === undefined ? [] : [waitBefore(attempt.attempt, before.finishedAt, attempt.startedAt)]),
      {
        key: `attempt ${attempt.attempt}`,
        label: `Attempt ${attempt.attempt}`,
        note: attempt.message,
        from: attempt.startedAt,
        // what took less than a millisecond is still seen
        until: later(attempt.finishedAt, new Date(attempt.startedAt.getTime() + 1)),
        tone: OUTCOME_TONES[attempt.outcome],
        isOpen: false,
      },
    ];
  });
}

/** The running attempt, or the wait for the next one. */
function stillGoingOn(run: TimelineRun, now: Date): TimelineSpan[] {
  const { state, startedAt, availableAt, attempt } = run;
  const last = run.attempts.at(-1);
  if (startedAt === undefined || run.isEnded) return [];
  const from = last?.finishedAt ?? startedAt;
  if (state !== "RUNNING") {
    if (last === undefined) return [];
    const until = availableAt === undefined ? now : later(availableAt, now);
    return [{ ...waitBefore(last.attempt + 1, from, until), isOpen: true }];
  }
  // when a later attempt was claimed is known once it has ended; it was not before it was allowed to
  const begin = last === undefined ? startedAt : later(from, availableAt ?? from);
  return [
    ...(last === undefined ? [] : [waitBefore(attempt, from, begin)]),
    {
      key: `attempt ${attempt}`,
      label: `Attempt ${attempt}`,
      note: "is running",
      from: begin,
      until: now,
      tone: "active",
      isOpen: true,
    },
  ];
}

function waitBefore(attempt: number, from: Date, until: Date): TimelineSpan {
  return {
    key: `wait ${attempt}`,
    label: "Backoff",
    note: `before attempt ${attempt}`,
    from,
    until,
    tone: "quiet",
    isOpen: false,
  };
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
