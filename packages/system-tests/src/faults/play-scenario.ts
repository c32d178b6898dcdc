import { setTimeout as sleep } from "node:timers/promises";
import type { ScheduleDefinitionInput } from "@repo/core";
import type { ObservedCall } from "@repo/testing";
import {
  createSchedules,
  EXACT,
  observedCallOf,
  type System,
  secondFromNow,
  setUpSystem,
} from "../system/index.ts";
import { type Figures, judge } from "./judge.ts";
import { waitUntilFinished } from "./ledger.ts";
import { createRandom } from "./random.ts";
import { dueTimesOf, type Expectations, type Form, type Scenario, type Stage } from "./scenario.ts";

export interface PlayOptions {
  form: Form;
  seed: number;
  logFolder: string;
  log: (line: string) => void;
}

export interface PlayedScenario extends Figures {
  name: string;
  promise: string;
  seed: number;
  toleranceMs: number;
  repeats: Scenario["repeats"];
  tookMs: number;
}

const SIZES = { short: { schedules: 24, stretch: 1 }, long: { schedules: 100, stretch: 4 } };
const DEFAULT_LOAD_SECONDS = 15;
const DEFAULT_TARGET_DELAY_MS = 100;
/** Between the storing of the load and its first due time. */
const LEAD_MS = 3_000;
const LEAD_PER_SCHEDULE_MS = 40;
/** After everything has come: time for a second call that must not come. */
const SETTLE_MS = 2_500;
const POLL_MS = 100;

/** Plays one scenario on a system of its own and judges it. */
export async function playScenario(scenario: Scenario, options: PlayOptions): Promise<PlayedScenario> {
  const startedMs = performance.now();
  await using system = await setUpSystem({
    replicas: 2,
    workers: 2,
    masters: 1,
    ...scenario.system,
    logFolder: options.logFolder,
  });
  await (scenario.start ?? ((s) => s.startAll()))(system);
  const { stage, faultEndedAt } = await prepareStage(scenario, system, options);
  await scenario.disturb(stage);

  const { must, may } = await (scenario.expect ?? expectEverything)(stage);
  await waitForCalls(stage, must, scenario.toleranceMs);
  const problems = await findUnfinished(stage, scenario.toleranceMs);
  await sleep(SETTLE_MS);

  const calls = system.recorder.calls.map(observedCallOf);
  const figures = judge(scenario, { must, may, calls, faultEndedAt: faultEndedAt() });
  problems.push(...((await scenario.inspect?.(stage, calls)) ?? []));
  problems.push(...system.processes().flatMap((process) => process.unexpectedExits));
  return {
    name: scenario.name,
    promise: scenario.promise,
    seed: options.seed,
    toleranceMs: scenario.toleranceMs,
    repeats: scenario.repeats,
    tookMs: Math.round(performance.now() - startedMs),
    ...figures,
    problems: [...figures.problems, ...problems],
  };
}

async function prepareStage(
  scenario: Scenario,
  system: System,
  { form, seed, log }: PlayOptions,
): Promise<{ stage: Stage; faultEndedAt: () => Date | undefined }> {
  const { schedules: count, stretch } = SIZES[form];
  const loadMs = (scenario.loadSeconds ?? DEFAULT_LOAD_SECONDS) * stretch * 1_000;
  const timings = scenario.timings?.(form) ?? Array.from({ length: count }, (_, i) => timingOf(i));
  const startAt = secondFromNow(LEAD_MS + timings.length * LEAD_PER_SCHEDULE_MS);
  const endAt = new Date(startAt.getTime() + loadMs);
  const inputs = timings.map((timing, i) => ({
    ...EXACT,
    ...scenario.policies,
    ...timing,
    name: `load-${i}`,
    startAt,
    endAt,
  }));
  for (const { name } of inputs)
    system.recorder.answer(name, { delay: scenario.targetDelay ?? DEFAULT_TARGET_DELAY_MS });
  const schedules = await createSchedules(system, inputs);
  const storedAt = new Date();
  let faultEndedAt: Date | undefined;
  const stage: Stage = {
    system,
    random: createRandom(seed),
    form,
    schedules,
    startAt,
    endAt,
    storedAt,
    untilShare: (share) => sleep(Math.max(0, startAt.getTime() + share * loadMs - Date.now())),
    faultBegins: (what) => log(`${secondsSince(startAt)} ${what}`),
    faultEnds: () => {
      faultEndedAt = new Date();
      log(`${secondsSince(startAt)} over`);
    },
  };
  return { stage, faultEndedAt: () => faultEndedAt };
}

/** Every kind of timing, often due. */
function timingOf(index: number): Pick<ScheduleDefinitionInput, "spec" | "jitter"> {
  switch (index % 3) {
    case 0:
      return { spec: { type: "interval", every: 1_000 } };
    case 1:
      return { spec: { type: "cron", expression: "*/2 * * * * *", timeZone: "America/New_York" } };
    default:
      return { spec: { type: "interval", every: 3_000 }, jitter: 1_500 };
  }
}

async function expectEverything(stage: Stage): Promise<Expectations> {
  return dueTimesOf(stage);
}

/** Waits until every expected run was called, or it is too late. */
async function waitForCalls(
  { system, endAt }: Stage,
  must: Expectations["must"],
  toleranceMs: number,
): Promise<void> {
  const open = new Set(must.map((run) => `${run.scheduleId}/${(run.dueAt ?? run.fireAt).getTime()}`));
  let looked = 0;
  while (open.size > 0 && Date.now() < endAt.getTime() + toleranceMs) {
    for (; looked < system.recorder.calls.length; looked++) {
      const call = system.recorder.calls[looked];
      if (call !== undefined) open.delete(runOf(observedCallOf(call)));
    }
    await sleep(POLL_MS);
  }
}

/** Every due time must end with one recorded outcome: none may be left waiting or running. */
async function findUnfinished({ system, endAt }: Stage, toleranceMs: number): Promise<string[]> {
  try {
    await waitUntilFinished(system, endAt, toleranceMs);
    return [];
  } catch (error) {
    return [String(error)];
  }
}

function runOf(call: ObservedCall): string {
  return `${call.scheduleId}/${call.dueAt.getTime()}`;
}

function secondsSince(start: Date): string {
  return `${((Date.now() - start.getTime()) / 1_000).toFixed(1)} s:`;
}
