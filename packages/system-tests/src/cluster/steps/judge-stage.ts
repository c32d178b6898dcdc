import { decodeRun } from "@repo/proto";
import { RunState } from "@repo/proto/scheduler/v1/run_pb";
import { eventually } from "@repo/testing";
import { judgeLoads, TOLERANCE_MS } from "../judge-load.ts";
import { expectationsOf, type Load, readCalls } from "../load.ts";
import type { ClusterStage } from "../stage.ts";

/** For a second call that must not come. */
const SETTLE_MS = 5_000;

/**
 * Compares what loads that have ended should have done with what the target has seen.
 * @throws when a due time was missed, a run was called twice without need, or a start was early
 */
export async function judgeStage(
  stage: ClusterStage,
  loads: readonly Load[],
  killedAt: readonly Date[],
): Promise<void> {
  const must = loads.flatMap((load) => expectationsOf(load).must);
  const keyOf = ({ scheduleId, dueAt }: { scheduleId: string; dueAt?: Date }) =>
    `${scheduleId}/${dueAt?.getTime()}`;
  await eventually(
    async () => {
      const seen = new Set((await readCalls(loads)).map(keyOf));
      return must.every((run) => seen.has(keyOf(run)));
    },
    { withinMs: TOLERANCE_MS, describe: "every due time to be called" },
  ).catch(() => undefined);
  await waitForOutcomes(stage);
  await Bun.sleep(SETTLE_MS);

  const figures = judgeLoads(loads, await readCalls(loads), killedAt);
  const { expected, satisfied, missed, duplicated, early, repeated, lateness } = figures;
  stage.log(
    `expected ${expected}, satisfied ${satisfied}, missed ${missed}, duplicated ${duplicated}, early ${early}, ` +
      `allowed repeats ${repeated}, late p50 ${lateness.p50} ms, p99 ${lateness.p99} ms, max ${lateness.max} ms`,
  );
  if (figures.problems.length > 0) throw new Error(`broken:\n${figures.problems.join("\n")}`);
}

/** Every due time ends with one recorded outcome, also those of schedules that are deleted. */
async function waitForOutcomes({ clients }: ClusterStage): Promise<void> {
  const states = [RunState.RUNNING];
  await eventually(
    async () => {
      const { runs } = await clients.runs.listRuns({ states });
      if (runs.length > 0) throw new Error(runs.map((run) => decodeRun(run).id).join(", "));
      return true;
    },
    { withinMs: TOLERANCE_MS, describe: "no run to be under way" },
  );
}
