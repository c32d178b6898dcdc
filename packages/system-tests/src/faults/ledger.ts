import type { Run } from "@repo/core";
import { decodeRun } from "@repo/proto";
import { RunState } from "@repo/proto/scheduler/v1/run_pb";
import { eventually } from "@repo/testing";
import type { System } from "../system/index.ts";

const PAGE_SIZE = 500;
const UNFINISHED = [RunState.PLANNED, RunState.QUEUED, RunState.RUNNING];

/** All runs in these states, as the system itself tells. */
export async function listAllRuns(system: System, states: RunState[]): Promise<Run[]> {
  const runs: Run[] = [];
  let pageToken = "";
  do {
    const page = await system.runs.listRuns({ states, pageSize: PAGE_SIZE, pageToken });
    runs.push(...page.runs.map(decodeRun));
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  return runs;
}

/** Waits until every due time has its one outcome. @throws when runs are left, naming some of them */
export async function waitUntilFinished(system: System, endAt: Date, toleranceMs: number): Promise<void> {
  await eventually(
    async () => {
      const { runs } = await system.runs.listRuns({ states: UNFINISHED });
      const left = runs.slice(0, 5).map(decodeRun);
      if (left.length > 0)
        throw new Error(
          `left: ${left.map(({ id, state, attempt }) => `${id} ${state} ${attempt}`).join(", ")}`,
        );
      return Date.now() >= endAt.getTime();
    },
    {
      withinMs: Math.max(0, endAt.getTime() - Date.now()) + toleranceMs,
      describe: "every run to have its outcome",
    },
  );
}
