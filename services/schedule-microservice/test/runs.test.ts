import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { RunEvent } from "@repo/core";
import { claimRuns, findLostRuns, registerProcess } from "@repo/db";
import { decodeDueTimeExplanation, decodeRun, decodeRunEvent, encodeTimestamp } from "@repo/proto";
import { type CancelRequest, publishRunEvents, subscribeCancelRequests } from "@repo/queue";
import { eventually } from "@repo/testing";
import { createReaper } from "../src/recovery/reaper.ts";
import { type RunningService, refusalOf, startService } from "./running-service.ts";

let service: RunningService;
beforeAll(async () => {
  service = await startService();
  await service.plan(10);
});
afterAll(() => service[Symbol.asyncDispose]());

const triggered = async (id: string, request: object = {}) =>
  decodeRun((await service.schedules.triggerSchedule({ id, ...request })).run);

/** Claims a run's first attempt for a new worker whose lease ends in a minute, or has ended. */
async function claimed(run: { scheduleId: string; dueAt: Date }, leaseDuration = 60_000): Promise<string> {
  const worker = crypto.randomUUID();
  await registerProcess(service.database, {
    id: worker,
    service: "worker",
    host: "here",
    queues: ["default"],
    version: "",
    capacity: 1,
    leaseDuration: 60_000,
  });
  const claims = await claimRuns(service.database, worker, [{ ...run, attempt: 1, revision: 1 }]);
  expect(claims).toHaveLength(1);
  await service.database.query(
    "UPDATE processes SET lease_expires_at = now() + $2 * interval '1 ms' WHERE id = $1",
    [worker, leaseDuration],
  );
  return worker;
}

describe("trigger", () => {
  test("starts a run now, with its payload, beside those that are due, each time", async () => {
    const schedule = await service.create();
    const before = await service.runsOf(schedule);
    const run = await triggered(schedule.id, { payload: { by: "hand" } });
    expect(run).toMatchObject({ kind: "TRIGGERED", state: "QUEUED", payload: { by: "hand" }, attempt: 0 });
    expect(run.dueAt.getMilliseconds()).not.toBe(0);
    expect(Math.abs(run.dueAt.getTime() - Date.now())).toBeLessThan(5_000);
    const more = await Promise.all(Array.from({ length: 8 }, () => triggered(schedule.id)));
    expect(new Set([run, ...more].map(({ id }) => id)).size).toBe(9);
    expect(await service.runsOf(schedule)).toHaveLength(before.length + 9);
  });

  test("works on a paused schedule", async () => {
    const schedule = await service.create();
    await service.schedules.pauseSchedule({ id: schedule.id });
    expect(await triggered(schedule.id)).toMatchObject({ state: "QUEUED" });
  });

  test("refuses a payload that is too large", async () => {
    const schedule = await service.create();
    const payload = { text: "x".repeat(65_537) };
    expect(await refusalOf(service.schedules.triggerSchedule({ id: schedule.id, payload }))).toMatchObject({
      code: "INVALID_ARGUMENT",
      fields: ["payload"],
    });
  });
});

describe("cancel", () => {
  test("ends a waiting run at once, and it stays so", async () => {
    const schedule = await service.create();
    const [run] = await service.runsOf(schedule);
    if (run === undefined) throw new Error("nothing was planned");
    const cancelled = decodeRun((await service.runs.cancelRun({ id: run.id, note: "not today" })).run);
    expect(cancelled).toMatchObject({
      state: "CANCELLED",
      reason: "CANCELLED_BY_REQUEST",
      message: "not today",
    });
    expect(await refusalOf(service.runs.cancelRun({ id: run.id }))).toMatchObject({
      code: "FAILED_PRECONDITION",
      reason: "RUN_HAS_ENDED",
    });
    await service.schedules.pauseSchedule({ id: schedule.id });
    await service.schedules.resumeSchedule({ id: schedule.id });
    expect((await service.runsOf(schedule))[0]).toMatchObject({ state: "CANCELLED" });
  });

  test("asks the worker of a running run to stop", async () => {
    const requests: CancelRequest[] = [];
    const subscription = subscribeCancelRequests({
      url: service.redisUrl,
      onError: () => undefined,
      onRequests: (some) => requests.push(...some),
    });
    await subscription.whenListening;
    const run = await triggered((await service.create()).id);
    await claimed(run);
    const cancelled = decodeRun((await service.runs.cancelRun({ id: run.id, note: "stop" })).run);
    expect(cancelled).toMatchObject({ state: "RUNNING", message: "stop" });
    await eventually(() => requests.some(({ scheduleId }) => scheduleId === run.scheduleId), {
      withinMs: 2_000,
      describe: "the worker to be told",
    });
    subscription.close();
  });
});

describe("watch", () => {
  /** Collects the events of a watch until it is left. */
  async function watch(request: object) {
    const controller = new AbortController();
    const stream = service.runs.watchRuns(request, { signal: controller.signal });
    const first = await stream.next();
    const events: RunEvent[] = [];
    const ended = (async () => {
      for await (const message of stream) events.push(...message.events.map(decodeRunEvent));
    })().catch(() => undefined);
    return { first, events, ended, leave: () => controller.abort() };
  }
  const statesOf = (events: RunEvent[]) =>
    events.map(({ state, reason }) => `${state} ${reason ?? ""}`.trim());

  test("begins with an empty message and tells every change from then on", async () => {
    const schedule = await service.create();
    const { first, events, ended, leave } = await watch({ scheduleId: schedule.id });
    expect(first.value).toMatchObject({ events: [] });
    const [run] = await service.runsOf(schedule);
    await service.runs.cancelRun({ id: run?.id ?? "" });
    const rest = (await service.runsOf(schedule)).length - 1;
    await service.schedules.pauseSchedule({ id: schedule.id });
    await eventually(() => events.length === rest + 1, { withinMs: 3_000, describe: `${rest + 1} events` });
    expect(statesOf(events)[0]).toBe("CANCELLED CANCELLED_BY_REQUEST");
    expect(new Set(statesOf(events).slice(1))).toEqual(new Set(["SKIPPED PAUSED"]));
    expect(events[0]).toMatchObject({
      scheduleName: schedule.definition.name,
      dueAt: run?.dueAt,
      runId: run?.id,
    });
    leave();
    await ended;
  });

  test("keeps to its filter", async () => {
    const [watched, other] = [await service.create(), await service.create()];
    const byState = await watch({ scheduleId: watched.id, states: [6] });
    for (const { id } of [other, watched]) await service.schedules.pauseSchedule({ id });
    const run = await triggered(watched.id);
    await service.runs.cancelRun({ id: run.id });
    await eventually(() => byState.events.length > 0, { withinMs: 3_000, describe: "an event" });
    expect(byState.events.map(({ runId }) => runId)).toEqual([run.id]);
    byState.leave();
    await byState.ended;
  });

  test("ends a watcher that does not read, and serves the others", async () => {
    const schedule = await service.create();
    const [run] = await service.runsOf(schedule);
    if (run === undefined) throw new Error("nothing was planned");
    const slow = service.runs.watchRuns({ scheduleId: schedule.id });
    await slow.next();
    const reader = await watch({ scheduleId: schedule.id });
    const { redis } = service.dependencies.producer;
    const event: RunEvent = { ...run, runId: run.id, occurredAt: run.dueAt, message: "x".repeat(2_000) };
    // far more than the watcher's backlog and all buffers on the way to it hold
    const batches = 4_000;
    const perBatch = 10;
    for (let i = 0; i < batches; i++) {
      await publishRunEvents(redis, () => Array.from({ length: perBatch }, () => event));
      if (i % 100 === 0)
        await eventually(() => reader.events.length >= (i - 200) * perBatch, {
          withinMs: 5_000,
          describe: "the reader",
        });
    }
    await eventually(() => reader.events.length === batches * perBatch, {
      withinMs: 5_000,
      describe: "every event",
    });
    const read = (async () => {
      for await (const _ of slow);
    })();
    expect(await refusalOf(read)).toMatchObject({ code: "RESOURCE_EXHAUSTED", reason: "WATCHER_TOO_SLOW" });
    reader.leave();
    await reader.ended;
  }, 30_000);
});

describe("the reaper", () => {
  function reaperAt(patience = 5_000) {
    let now = 0;
    const reaper = createReaper(service.dependencies, { patience, monotonicNow: () => now });
    return { tick: () => reaper.tick(), pass: (ms: number) => (now += ms) };
  }
  const stateOf = async (id: string) => decodeRun((await service.runs.getRun({ id })).run);

  test("takes over the runs of a dead worker, once it has seen it dead for a while itself", async () => {
    const run = await triggered((await service.create()).id);
    await claimed(run, -1_000);
    const { tick, pass } = reaperAt();
    await tick();
    pass(4_999);
    await tick();
    expect(await stateOf(run.id)).toMatchObject({ state: "RUNNING" });
    pass(1);
    await tick();
    expect(await stateOf(run.id)).toMatchObject({
      state: "QUEUED",
      reason: "WORKER_LOST",
      attempts: [{ attempt: 1, outcome: "WORKER_LOST" }],
    });
  });

  test("leaves a worker alone that renewed in the meantime", async () => {
    const run = await triggered((await service.create()).id);
    const worker = await claimed(run, -1_000);
    const { tick, pass } = reaperAt();
    await tick();
    await service.database.query(
      "UPDATE processes SET lease_expires_at = now() + interval '1 min' WHERE id = $1",
      [worker],
    );
    pass(10_000);
    await tick();
    expect(await stateOf(run.id)).toMatchObject({ state: "RUNNING" });
  });

  test("does not try a run of an AT_MOST_ONCE schedule again", async () => {
    const run = await triggered((await service.create({ delivery: "AT_MOST_ONCE" })).id);
    await claimed(run, -1_000);
    const { tick, pass } = reaperAt();
    await tick();
    pass(5_000);
    await tick();
    expect(await stateOf(run.id)).toMatchObject({ state: "FAILED", reason: "WORKER_LOST" });
    expect(await findLostRuns(service.database, 10)).toEqual([]);
  });
});

describe("explain", () => {
  test("says of a run what became of it, of another instant that it is none, and of nobody's schedule nothing", async () => {
    const schedule = await service.create();
    const [run] = await service.runsOf(schedule);
    if (run === undefined) throw new Error("nothing was planned");
    const ask = (dueAt: Date) =>
      service.runs.explainDueTime({ scheduleId: schedule.id, dueAt: encodeTimestamp(dueAt) });
    const known = decodeDueTimeExplanation(await ask(run.dueAt));
    expect(known).toMatchObject({ verdict: "IN_PROGRESS", run: { id: run.id } });
    const other = decodeDueTimeExplanation(await ask(new Date(run.dueAt.getTime() + 1_000)));
    expect(other).toMatchObject({ verdict: "NOT_DUE", previousDueAt: run.dueAt });
    await service.schedules.deleteSchedule({ id: schedule.id });
    expect(decodeDueTimeExplanation(await ask(run.dueAt))).toMatchObject({
      verdict: "SKIPPED",
      explanation: "The schedule was deleted.",
    });
  });
});
