import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunEvent, ScheduleDefinitionInput } from "@repo/core";
import { runIdOf } from "@repo/core";
import { decodeRun, decodeRunEvent, encodeDefinition } from "@repo/proto";
import { checkRuns, type ExpectedRun, eventually } from "@repo/testing";
import {
  createSchedules,
  EXACT,
  expectedRunsOf,
  observedCallOf,
  type StoredSchedule,
  type System,
  secondFromNow,
  setUpSystem,
} from "../src/system/index.ts";

// How late a start may be: generous, because the machine that runs the tests may be slow and busy.
const TOLERANCE_MS = 3_000;
const LEAD_MS = 3_000;
const LOAD_MS = 9_000;
const FAILING = "fails twice, then succeeds";

const logFolder = mkdtempSync(join(tmpdir(), "whole-system-"));
let system: System;
const events: RunEvent[] = [];
const watching = new AbortController();

beforeAll(async () => {
  system = await setUpSystem({ replicas: 2, workers: 2, masters: 1, logFolder });
  await system.startAll();
  const started = Promise.withResolvers<void>();
  void watch(started.resolve);
  await started.promise;
}, 30_000);

afterAll(async () => {
  watching.abort();
  await system?.[Symbol.asyncDispose]();
  rmSync(logFolder, { recursive: true, force: true });
}, 30_000);

async function watch(onStart: () => void): Promise<void> {
  try {
    for await (const response of system.runs.watchRuns({}, { signal: watching.signal })) {
      onStart();
      events.push(...response.events.map(decodeRunEvent));
    }
  } catch (error) {
    if (!watching.signal.aborted) throw error;
  }
}

test("every due time of every kind of schedule runs exactly once, in time, and its events say so", async () => {
  const startAt = secondFromNow(LEAD_MS);
  const endAt = new Date(startAt.getTime() + LOAD_MS);
  const bounds = { ...EXACT, startAt, endAt };
  const inputs: Omit<ScheduleDefinitionInput, "target">[] = [
    { ...bounds, name: "every second", spec: { type: "interval", every: 1_000 } },
    { ...bounds, name: "every other second", spec: { type: "cron", expression: "*/2 * * * * *" } },
    {
      ...bounds,
      name: "every three seconds, spread",
      spec: { type: "cron", expression: "*/3 * * * * *", timeZone: "Australia/Lord_Howe" },
      jitter: 1_500,
    },
    { ...bounds, name: FAILING, spec: { type: "interval", every: 4_000 } },
    { ...EXACT, name: "once", spec: { type: "once", at: new Date(startAt.getTime() + 2_000) } },
  ];
  system.recorder.answer(FAILING, ({ attempt = 0 }) => ({ status: attempt < 3 ? 503 : 200 }));
  const schedules = await createSchedules(system, inputs);
  const expected = schedules.flatMap((schedule) => expectedRunsOf(schedule, startAt, endAt));
  // 9 each second, 4 or 5 each other second, 3 each three seconds, 2 or 3 each four seconds, and one
  expect(expected.length).toBeGreaterThanOrEqual(19);

  await eventually(() => expected.every((run) => statesOf(run).includes("SUCCEEDED")), {
    withinMs: LEAD_MS + LOAD_MS + 10_000,
    describe: "all runs to succeed",
  });

  const calls = system.recorder.calls.map(observedCallOf);
  expect(checkRuns({ expected, calls, toleranceMs: TOLERANCE_MS })).toMatchObject({
    satisfied: expected.length,
    missed: 0,
    duplicated: 0,
    early: 0,
    unexpected: 0,
    details: [],
  });
  const failing = schedules.find((schedule) => schedule.name === FAILING) as StoredSchedule;
  for (const run of expected) {
    const attempts = calls.filter((call) => isSameRun(call, run)).map((call) => call.attempt);
    expect(attempts).toEqual(run.scheduleId === failing.id ? [1, 2, 3] : [1]);
    const states = statesOf(run);
    // what is published is a hint, but nothing fails here that could lose one
    expect(states.filter((state) => state === "RUNNING")).toHaveLength(attempts.length);
    expect(states.at(-1)).toBe("SUCCEEDED");
    expect(states.filter((state) => state === "SUCCEEDED")).toHaveLength(1);
  }
  expect(system.processes().flatMap((process) => process.unexpectedExits)).toEqual([]);
}, 40_000);

test("what a slow target has said so far is seen while it runs, through all processes", async () => {
  const answered = Promise.withResolvers<ServerResponse>();
  const server = createServer((_, response) => answered.resolve(response.writeHead(200)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const definition = encodeDefinition({
    name: "slow",
    spec: { type: "once", at: secondFromNow(86_400_000) },
    target: { type: "http", url: `http://127.0.0.1:${port}/` },
  });
  const { schedule } = await system.schedules.createSchedule({ definition });
  const { run } = await system.schedules.triggerSchedule({ id: schedule?.id ?? "" });
  const look = async () => decodeRun((await system.runs.getRun({ id: run?.id ?? "" })).run);
  const untilSaid = (excerpt: string) =>
    eventually(async () => (await look()).partialOutput?.output.excerpt === excerpt, {
      withinMs: 15_000,
      describe: `${JSON.stringify(excerpt)} to be said`,
    });
  const response = await answered.promise;
  response.write("one\n");
  await untilSaid("one\n");
  response.write("two\n");
  await untilSaid("one\ntwo\n");
  response.end("three\n");
  const ended = await eventually(
    async () => {
      const seen = await look();
      return seen.state === "SUCCEEDED" && seen;
    },
    { withinMs: 10_000, describe: "the run to succeed" },
  );
  expect(ended.attempts).toMatchObject([{ output: { excerpt: "one\ntwo\nthree\n" } }]);
  expect(ended.partialOutput).toBeUndefined();
  server.close();
}, 45_000);

/** What the watcher was told of a run, in order. */
function statesOf(run: ExpectedRun): string[] {
  const runId = runIdOf({ scheduleId: run.scheduleId, dueAt: run.dueAt ?? run.fireAt });
  return events.filter((event) => event.runId === runId).map((event) => event.state);
}

function isSameRun(call: { scheduleId: string; dueAt: Date }, run: ExpectedRun): boolean {
  return call.scheduleId === run.scheduleId && call.dueAt.getTime() === (run.dueAt ?? run.fireAt).getTime();
}
