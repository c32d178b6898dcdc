import { RunState } from "@repo/proto/scheduler/v1/run_pb";
import type { ExpectedRun } from "@repo/testing";
import { killAtRandom } from "../faults.ts";
import { listAllRuns, waitUntilFinished } from "../ledger.ts";
import { dueTimesOf, type Scenario, type Stage } from "../scenario.ts";

const TOLERANCE_MS = 20_000;

export const atMostOnce: Scenario = {
  name: "at-most-once",
  promise: "With AT_MOST_ONCE no run is ever called twice, and one whose worker died says so.",
  toleranceMs: TOLERANCE_MS,
  repeats: "never",
  targetDelay: 300,
  policies: { delivery: "AT_MOST_ONCE" },
  disturb: (stage) => killAtRandom(stage, stage.system.workers),
  async expect(stage) {
    const { must, may } = dueTimesOf(stage);
    const lost = await findLost(stage);
    const isLost = (run: ExpectedRun) => lost.has(`${run.scheduleId}/${(run.dueAt ?? run.fireAt).getTime()}`);
    return { must: must.filter((run) => !isLost(run)), may: [...may, ...must.filter(isLost)] };
  },
};

/** The runs that the ledger calls lost with their worker: whether their target was called, nobody knows. */
async function findLost({ system, endAt }: Stage): Promise<Set<string>> {
  await waitUntilFinished(system, endAt, TOLERANCE_MS);
  const failed = await listAllRuns(system, [RunState.FAILED]);
  const lost = failed.filter((run) => run.reason === "WORKER_LOST");
  return new Set(lost.map((run) => `${run.scheduleId}/${run.dueAt.getTime()}`));
}
