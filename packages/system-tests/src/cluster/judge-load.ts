import type { ObservedCall } from "@repo/testing";
import { type Figures, judge } from "../faults/judge.ts";
import { expectationsOf, type Load } from "./load.ts";

/** How late a start may be: a run that a killed worker held is taken over after its lease, on a busy machine. */
export const TOLERANCE_MS = 120_000;
/** Around a kill: when calls began that the killed worker did not live to record. */
const BEFORE_KILL_MS = 2_000;
const AFTER_KILL_MS = 5_000;

/** Compares what the target saw with the due times of the loads' definitions. */
export function judgeLoads(
  loads: readonly Load[],
  calls: readonly ObservedCall[],
  killedAt: readonly Date[],
): Figures {
  const expectations = loads.map(expectationsOf);
  const figures = judge(
    { toleranceMs: TOLERANCE_MS, repeats: "after a lost worker" },
    {
      must: expectations.flatMap(({ must }) => must),
      may: expectations.flatMap(({ may }) => may),
      calls,
      faultEndedAt: undefined,
    },
  );
  const unexplained = findUnexplainedRepeats(calls, killedAt);
  const problems = unexplained.map(
    (call) => `called again although no worker was killed: ${JSON.stringify(call)}`,
  );
  return { ...figures, problems: [...figures.problems, ...problems] };
}

/** Runs that were called again, whose first call no killed worker can have made. */
export function findUnexplainedRepeats(
  calls: readonly ObservedCall[],
  killedAt: readonly Date[],
): ObservedCall[] {
  const byRun = Map.groupBy(calls, ({ scheduleId, dueAt }) => `${scheduleId}/${dueAt.getTime()}`);
  return [...byRun.values()].flatMap((run) => {
    const [first, second] = run.toSorted((a, b) => a.at.getTime() - b.at.getTime());
    if (first === undefined || second === undefined) return [];
    const isExplained = killedAt.some((kill) => {
      const sinceMs = first.at.getTime() - kill.getTime();
      return sinceMs >= -BEFORE_KILL_MS && sinceMs <= AFTER_KILL_MS;
    });
    return isExplained ? [] : [second];
  });
}
