import { RunState } from "@repo/proto/scheduler/v1/run_pb";
import type { ObservedCall } from "@repo/testing";
import { freeze, killAtRandom } from "../faults.ts";
import { listAllRuns, waitUntilFinished } from "../ledger.ts";
import type { Scenario, Stage } from "../scenario.ts";

const TOLERANCE_MS = 20_000;
/** Longer than the time between two due times, so that every other one overlaps. */
const TARGET_DELAY_MS = 1_500;
const FROZEN_MS = 11_000;

export const overlapSkip: Scenario = {
  name: "overlap-skip",
  promise: "With SKIP a target never sees two runs of a schedule at once, whichever worker dies or freezes.",
  toleranceMs: TOLERANCE_MS,
  repeats: "after a lost worker",
  targetDelay: TARGET_DELAY_MS,
  loadSeconds: 20,
  policies: { overlapPolicy: "SKIP" },
  async disturb(stage) {
    const [frozen, ...killed] = stage.system.workers;
    if (frozen) await Promise.all([freeze(stage, frozen, FROZEN_MS), killAtRandom(stage, killed)]);
  },
  /** What is skipped depends on how long the others took: the ledger says it, and the calls must agree. */
  async expect({ system, endAt }) {
    await waitUntilFinished(system, endAt, TOLERANCE_MS);
    return { must: await listAllRuns(system, [RunState.SUCCEEDED]), may: [] };
  },
  inspect: async (stage, calls) => [...findOverlaps(calls), ...findStuck(stage, calls)],
};

function findOverlaps(calls: readonly ObservedCall[]): string[] {
  return [...Map.groupBy(calls, (call) => call.scheduleId).values()].flatMap((own) =>
    own.flatMap((call, i) => {
      const previous = own[i - 1];
      const gapMs =
        previous === undefined ? Number.POSITIVE_INFINITY : call.at.getTime() - previous.at.getTime();
      return gapMs >= TARGET_DELAY_MS
        ? []
        : [`two at once: ${JSON.stringify(previous)} and ${gapMs} ms later ${JSON.stringify(call)}`];
    }),
  );
}

/** A slot that is never given back would stop its schedule for ever. */
function findStuck({ schedules, endAt }: Stage, calls: readonly ObservedCall[]): string[] {
  const latest = new Map(calls.map((call) => [call.scheduleId, call.at.getTime()]));
  return schedules
    .filter(({ id }) => (latest.get(id) ?? 0) < endAt.getTime() - TOLERANCE_MS / 2)
    .map(({ name }) => `${name} has stopped`);
}
