/** A due time that a target must have seen a start for. */
export interface ExpectedRun {
  scheduleId: string;
  fireAt: Date;
  /** Where the schedule has jitter: the due time before it, as the calls name it. Otherwise that is `fireAt`. */
  dueAt?: Date;
}

/** One call as the target saw it. */
export interface ObservedCall {
  scheduleId: string;
  dueAt: Date;
  attempt: number;
  at: Date;
}

export interface CheckRunsInput {
  expected: readonly ExpectedRun[];
  calls: readonly ObservedCall[];
  /** How late a start may be to count: one for `fireAt` must lie in [fireAt, fireAt + toleranceMs]. */
  toleranceMs: number;
}

export type Problem =
  | { kind: "missed"; scheduleId: string; fireAt: Date }
  | { kind: "late"; scheduleId: string; fireAt: Date; at: Date; latenessMs: number }
  | { kind: "early"; scheduleId: string; fireAt: Date; at: Date; earlinessMs: number }
  | { kind: "duplicated"; scheduleId: string; dueAt: Date; attempt: number; at: Date }
  | { kind: "unexpected"; scheduleId: string; dueAt: Date; at: Date };

export interface RunCheck {
  expected: number;
  /** Expected due times with a start of their own inside the tolerance. */
  satisfied: number;
  /** Expected due times without one; those that started late or early are among them, see `details`. */
  missed: number;
  /** Calls that repeat the attempt of a run that was seen before. */
  duplicated: number;
  /** Starts before their time. */
  early: number;
  /** Starts that no expected due time accounts for. */
  unexpected: number;
  /** Of the satisfied and the late ones, in milliseconds; zeros when there are none. */
  lateness: { p50: number; p99: number; max: number };
  details: Problem[];
}

/**
 * Judges a test run by what its targets saw, after the checker of Jepsen's Chronos test: the expected due times must
 * have an injective match to starts, each in its tolerance. A start is the first call of a run; further attempts of
 * the same run are its retries. Calls for schedules without expectations are unexpected.
 */
export function checkRuns({ expected, calls, toleranceMs }: CheckRunsInput): RunCheck {
  const expectedBySchedule = Map.groupBy(expected, (run) => run.scheduleId);
  const callsBySchedule = Map.groupBy(calls, (call) => call.scheduleId);
  const scheduleIds = new Set([...expectedBySchedule.keys(), ...callsBySchedule.keys()]);

  const latenesses: number[] = [];
  const details: Problem[] = [];
  let satisfied = 0;
  for (const scheduleId of scheduleIds) {
    const check = checkSchedule(
      expectedBySchedule.get(scheduleId) ?? [],
      callsBySchedule.get(scheduleId) ?? [],
      toleranceMs,
    );
    satisfied += check.satisfiedMs.length;
    latenesses.push(...check.satisfiedMs);
    details.push(...check.problems);
  }
  for (const problem of details) if (problem.kind === "late") latenesses.push(problem.latenessMs);
  latenesses.sort((a, b) => a - b);
  const count = (kind: Problem["kind"]) => details.filter((problem) => problem.kind === kind).length;
  return {
    expected: expected.length,
    satisfied,
    missed: expected.length - satisfied,
    duplicated: count("duplicated"),
    early: count("early"),
    unexpected: count("unexpected"),
    lateness: {
      p50: percentile(latenesses, 0.5),
      p99: percentile(latenesses, 0.99),
      max: latenesses.at(-1) ?? 0,
    },
    details,
  };
}

interface ScheduleCheck {
  /** The lateness of each satisfied due time. */
  satisfiedMs: number[];
  problems: Problem[];
}

function checkSchedule(
  expected: readonly ExpectedRun[],
  calls: readonly ObservedCall[],
  toleranceMs: number,
): ScheduleCheck {
  const { starts, repeats } = separateStarts(calls);
  const problems: Problem[] = repeats.map((call) => ({ kind: "duplicated", ...call }));
  const satisfiedMs: number[] = [];
  const openRuns = new Set(expected.toSorted((a, b) => a.fireAt.getTime() - b.fireAt.getTime()));
  const openStarts = new Set(starts);

  /** Takes, for each open run in order, the first open start that `isMatch` accepts. */
  const match = (
    isMatch: (run: ExpectedRun, start: ObservedCall) => boolean,
    onMatch: (run: ExpectedRun, start: ObservedCall, latenessMs: number) => void,
  ) => {
    for (const run of openRuns) {
      for (const start of openStarts) {
        if (!isMatch(run, start)) continue;
        openRuns.delete(run);
        openStarts.delete(start);
        onMatch(run, start, start.at.getTime() - run.fireAt.getTime());
        break;
      }
    }
  };
  const isNamed = (run: ExpectedRun, start: ObservedCall) =>
    start.dueAt.getTime() === (run.dueAt ?? run.fireAt).getTime();
  const names = new Set(expected.map((run) => (run.dueAt ?? run.fireAt).getTime()));
  const isInTime = (run: ExpectedRun, start: ObservedCall) => {
    const latenessMs = start.at.getTime() - run.fireAt.getTime();
    return latenessMs >= 0 && latenessMs <= toleranceMs;
  };
  const satisfy = (_run: ExpectedRun, _start: ObservedCall, latenessMs: number) => {
    satisfiedMs.push(latenessMs);
  };
  // a start answers for the due time it names; only one that names none is matched by time alone
  match((run, start) => isNamed(run, start) && isInTime(run, start), satisfy);
  match((run, start) => isInTime(run, start) && !names.has(start.dueAt.getTime()), satisfy);
  match(isNamed, ({ scheduleId, fireAt }, { at }, latenessMs) => {
    problems.push(
      latenessMs < 0
        ? { kind: "early", scheduleId, fireAt, at, earlinessMs: -latenessMs }
        : { kind: "late", scheduleId, fireAt, at, latenessMs },
    );
  });
  for (const { scheduleId, fireAt } of openRuns) problems.push({ kind: "missed", scheduleId, fireAt });
  for (const { scheduleId, dueAt, at } of openStarts)
    problems.push({ kind: "unexpected", scheduleId, dueAt, at });
  return { satisfiedMs, problems };
}

/** The first call of each run, in order of time, and the calls that repeat an attempt. */
function separateStarts(calls: readonly ObservedCall[]): { starts: ObservedCall[]; repeats: ObservedCall[] } {
  const starts = new Map<number, ObservedCall>();
  const attempts = new Set<string>();
  const repeats: ObservedCall[] = [];
  for (const call of calls.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const run = call.dueAt.getTime();
    const attempt = `${run}/${call.attempt}`;
    if (attempts.has(attempt)) repeats.push(call);
    attempts.add(attempt);
    if (!starts.has(run)) starts.set(run, call);
  }
  return { starts: [...starts.values()], repeats };
}

/** The nearest-rank percentile of sorted values. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
