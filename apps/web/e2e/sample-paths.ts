import { RunState } from "@repo/proto/scheduler/v1/run_pb";
import { eventually } from "@repo/testing";
import type { System } from "./system/start-system.ts";

/** The path of a page of a sample. @param tab empty: its first one */
export function pathOfSample(name: string, tab = "") {
  return async (system: System) => `/schedules/${await idOfSample(system, name)}${tab}`;
}

/** The samples are due every few seconds. */
const COMES_WITHIN_MS = 30_000;

/** The path of the last run of a sample in a state. */
export function pathOfRun(name: string, state: RunState = RunState.SUCCEEDED) {
  return async (system: System) => {
    const scheduleId = await idOfSample(system, name);
    const run = await eventually(
      async () => (await system.runs.listRuns({ scheduleId, states: [state], pageSize: 1 })).runs[0],
      { withinMs: COMES_WITHIN_MS, describe: `a run of ${name} in state ${state}` },
    );
    return `/runs/${run.id}`;
  };
}

async function idOfSample({ schedules }: System, nameContains: string): Promise<string> {
  const found = await schedules.listSchedules({ nameContains, pageSize: 1 });
  const id = found.schedules[0]?.id;
  if (id === undefined) throw new Error(`the sample ${nameContains} is not there`);
  return id;
}
