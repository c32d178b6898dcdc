import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Run, SHARD_COUNT } from "@repo/core";
import { createClockSkew, readDatabaseTime } from "@repo/db";
import { encodeDefinition, encodeTimestamp } from "@repo/proto";
import { ScheduleState } from "@repo/proto/scheduler/v1/schedule_pb";
import { aCaller, aDefinition } from "@repo/testing";
import { createOutbox } from "../src/recovery/outbox.ts";
import { createRedisGuard } from "../src/recovery/redis-guard.ts";
import { createWatchdog } from "../src/recovery/watchdog.ts";
import { createSchedule } from "../src/schedules/create.ts";
import { type RunningService, startService } from "./running-service.ts";

let service: RunningService;
beforeAll(async () => {
  service = await startService();
  await service.plan(10);
});
afterAll(() => service[Symbol.asyncDispose]());

const waiting = (runs: Run[]) => runs.filter(({ state }) => state === "QUEUED");
const reasonsOf = (runs: Run[]) =>
  new Set(runs.map(({ state, reason }) => `${state} ${reason ?? ""}`.trim()));

test("a window that is planned twice, and by several at once, is planned once", async () => {
  const schedule = await service.create({ spec: { type: "interval", every: 1_000 } });
  const until = encodeTimestamp(new Date(Date.now() + 15 * 60_000));
  const chunk = { shardFrom: 0, shardUntil: SHARD_COUNT, until };
  const planned = await Promise.all(Array.from({ length: 4 }, () => service.planner.planChunk(chunk)));
  expect((await service.planner.planChunk(chunk)).plannedCount).toBe(0);
  const counted = planned.reduce((sum, { plannedCount }) => sum + plannedCount, 0);
  expect(counted).toBeGreaterThan(280);

  const [row] = await service.database.query<{ runs: number; dues: number }>(
    `SELECT count(*)::int AS runs, (extract(epoch FROM max(due_at) - min(due_at)) + 1)::int AS dues
     FROM runs WHERE schedule_id = $1`,
    [schedule.id],
  );
  expect(row?.runs).toBe(row?.dues);
  const { horizon, shardCount } = await service.planner.getPlanStatus({});
  expect(horizon).toEqual(until);
  expect(shardCount).toBe(SHARD_COUNT);
  await service.schedules.deleteSchedule({ id: schedule.id });
});

describe("edits win inside the planned window", () => {
  test("a new schedule is planned up to the horizon at once, with its jobs", async () => {
    const schedule = await service.create();
    const runs = await service.runsOf(schedule);
    expect(runs.length).toBeGreaterThan(8);
    expect(reasonsOf(runs)).toEqual(new Set(["QUEUED"]));
    expect(await service.countMissing(schedule, runs)).toBe(0);
    expect(schedule.plannedCount).toBe(runs.length);
  });

  test("pause takes every run away, resume brings each back under the new revision", async () => {
    const schedule = await service.create();
    const before = await service.runsOf(schedule);
    await service.schedules.pauseSchedule({ id: schedule.id });
    expect(reasonsOf(await service.runsOf(schedule))).toEqual(new Set(["SKIPPED PAUSED"]));
    await service.plan(10);
    expect(waiting(await service.runsOf(schedule))).toEqual([]);
    await service.schedules.resumeSchedule({ id: schedule.id });
    const after = waiting(await service.runsOf(schedule));
    expect(after.map(({ dueAt }) => dueAt)).toEqual(before.map(({ dueAt }) => dueAt));
    expect(await service.countMissing({ ...schedule, revision: 3 }, after)).toBe(0);
  });

  test("an update supersedes what the new definition does not name, and keeps what it does", async () => {
    const schedule = await service.create();
    const definition = encodeDefinition({
      ...schedule.definition,
      spec: { type: "interval", every: 120_000 },
    });
    await service.schedules.updateSchedule({ id: schedule.id, revision: 1, definition });
    for (const { state, reason, dueAt } of await service.runsOf(schedule)) {
      const isNamed = dueAt.getTime() % 120_000 === 0;
      expect([state, reason]).toEqual(isNamed ? ["QUEUED", undefined] : ["SKIPPED", "SUPERSEDED"]);
    }
  });

  test("a delete takes every run away for good", async () => {
    const schedule = await service.create();
    await service.schedules.deleteSchedule({ id: schedule.id });
    expect(reasonsOf(await service.runsOf(schedule))).toEqual(new Set(["SKIPPED DELETED"]));
  });

  test("maxRuns counts each due time once through pauses, updates and cancelled runs", async () => {
    const schedule = await service.create({ maxRuns: 4 });
    const [first] = await service.runsOf(schedule);
    if (first === undefined) throw new Error("nothing was planned");
    await service.runs.cancelRun({ id: first.id });
    const definition = encodeDefinition({ ...schedule.definition, description: "changed" });
    await service.schedules.updateSchedule({ id: schedule.id, revision: 1, definition });
    await service.schedules.resumeSchedule({ id: schedule.id });
    const runs = await service.runsOf(schedule);
    expect(runs.map(({ state }) => state)).toEqual(["CANCELLED", "QUEUED", "QUEUED", "QUEUED"]);
    const { schedule: stored } = await service.schedules.getSchedule({ id: schedule.id });
    expect(stored?.plannedCount).toBe(4);
  });

  test("what came due unplanned under the old definition is planned from it, and enqueued, by the edit", async () => {
    const schedule = await service.create({ misfirePolicy: "FIRE_ALL" });
    // as after an outage: the cursor was left behind
    const behind = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 3 * 60_000);
    await service.database.query("DELETE FROM runs WHERE schedule_id = $1", [schedule.id]);
    await service.database.query("UPDATE schedule_cursors SET next_due_at = $2 WHERE schedule_id = $1", [
      schedule.id,
      behind,
    ]);
    const definition = encodeDefinition({ ...schedule.definition, description: "changed" });
    await service.schedules.updateSchedule({ id: schedule.id, revision: 1, definition });
    const runs = await service.runsOf(schedule);
    const late = runs.filter(({ dueAt }) => dueAt.getTime() <= Date.now());
    expect(late[0]?.dueAt).toEqual(behind);
    expect(late.length).toBeGreaterThanOrEqual(4);
    expect(reasonsOf(runs)).toEqual(new Set(["QUEUED"]));
    expect(await service.countMissing(schedule, late)).toBe(0);
    await service.schedules.deleteSchedule({ id: schedule.id });
  });
});

describe("what a crash leaves behind", () => {
  test("between commit and enqueueing: the outbox makes the jobs", async () => {
    let failures = 1;
    const { producer } = service.dependencies;
    const enqueueBundled: typeof producer.enqueueBundled = (jobs) => {
      if (failures-- > 0) return Promise.reject(new Error("the connection is gone"));
      return producer.enqueueBundled(jobs);
    };
    const crashing = { ...service.dependencies, producer: { ...producer, enqueueBundled } };
    const schedule = await createSchedule(crashing, { definition: aDefinition(), paused: false }, aCaller());
    const planned = await service.runsOf(schedule);
    expect(reasonsOf(planned)).toEqual(new Set(["PLANNED"]));
    expect(await service.countMissing(schedule, planned)).toBe(planned.length);

    const outbox = createOutbox(service.dependencies);
    await outbox.tick();
    expect(reasonsOf(await service.runsOf(schedule))).toEqual(new Set(["PLANNED"]));
    await service.database.query(
      "UPDATE runs SET planned_at = now() - interval '1 min' WHERE schedule_id = $1",
      [schedule.id],
    );
    expect(await outbox.tick()).toBe(planned.length);
    expect(reasonsOf(await service.runsOf(schedule))).toEqual(new Set(["QUEUED"]));
    expect(await service.countMissing(schedule, planned)).toBe(0);
    expect(await outbox.tick()).toBe(0);
  });

  test("between enqueueing and confirming: the outbox confirms, and no job is made twice", async () => {
    const schedule = await service.create();
    const jobs = await service.countJobs();
    await service.database.query(
      "UPDATE runs SET state = 'PLANNED', planned_at = now() - interval '1 min' WHERE schedule_id = $1",
      [schedule.id],
    );
    await createOutbox(service.dependencies).tick();
    expect(reasonsOf(await service.runsOf(schedule))).toEqual(new Set(["QUEUED"]));
    expect(await service.countJobs()).toBe(jobs);
  });

  test("the outbox ends its pass while Redis is away, however much there is to do", async () => {
    const schedule = await service.create({ spec: { type: "interval", every: 1_000 }, maxRuns: 1_500 });
    await service.plan(30);
    await service.database.query(
      "UPDATE runs SET state = 'PLANNED', planned_at = now() - interval '1 min' WHERE schedule_id = $1",
      [schedule.id],
    );
    const { producer } = service.dependencies;
    const away = {
      ...producer,
      enqueueBundled: () => Promise.reject(new Error("the connection is gone")),
      findMissing: async () => [],
    };
    expect(await createOutbox({ ...service.dependencies, producer: away }).tick()).toBe(0);
    expect(await createOutbox(service.dependencies).tick()).toBeGreaterThan(1_000);
    await service.schedules.deleteSchedule({ id: schedule.id });
  });
});

test("when Redis has lost everything, every waiting run gets its job again, once", async () => {
  const guard = createRedisGuard(service.dependencies, { queueShards: undefined });
  await guard.tick();
  expect(await guard.tick()).toBe(0);
  const schedule = await service.create();
  const runs = await service.runsOf(schedule);
  await service.flushRedis();
  expect(await service.countJobs()).toBe(0);
  // two replicas notice it at the same time
  await Promise.all([
    guard.tick(),
    createRedisGuard(service.dependencies, { queueShards: undefined }).tick(),
  ]);
  await Promise.all([createOutbox(service.dependencies).tick(), createOutbox(service.dependencies).tick()]);
  expect(await service.countMissing(schedule, runs)).toBe(0);
  const [row] = await service.database.query<{ queued: number }>(
    "SELECT count(*)::int AS queued FROM runs WHERE state = 'QUEUED'",
  );
  expect(await service.countJobs()).toBe(row?.queued ?? 0);
  expect(await guard.tick()).toBe(0);
});

test("overdue runs whose jobs went as one message are left to it, and get one anew when it is lost", async () => {
  const dueAt = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 120_000);
  const schedules = await Promise.all(
    Array.from({ length: 3 }, () => service.create({ spec: { type: "once", at: dueAt } })),
  );
  const ids = schedules.map(({ id }) => id);
  const overdueAt = new Date(Date.now() - 60_000);
  await service.database.query(
    `UPDATE runs SET state = 'PLANNED', planned_at = now() - interval '1 min', available_at = $2
     WHERE schedule_id = ANY($1)`,
    [ids, overdueAt],
  );
  const bundles = () =>
    service.database.query<{ bundleId: string | null }>(
      "SELECT DISTINCT bundle_id FROM runs WHERE schedule_id = ANY($1)",
      [ids],
    );
  const outbox = createOutbox(service.dependencies);
  expect(await outbox.tick()).toBe(3);
  const [bundle, ...others] = await bundles();
  expect([typeof bundle?.bundleId, others]).toEqual(["string", []]);
  expect(await outbox.tick()).toBe(0);
  await service.flushRedis();
  expect(await outbox.tick()).toBe(3);
  expect(await outbox.tick()).toBe(0);
  expect(await bundles()).toHaveLength(1);
  await Promise.all(ids.map((id) => service.schedules.deleteSchedule({ id })));
});

test("the outbox makes the job of an overdue run that has lost it, and of no other", async () => {
  const schedule = await service.create();
  const [lost] = await service.runsOf(schedule);
  if (lost === undefined) throw new Error("nothing was planned");
  const now = await readDatabaseTime(service.database);
  const overdue = new Date(now.getTime() - 60_000);
  await service.database.query("UPDATE runs SET available_at = $3 WHERE schedule_id = $1 AND due_at = $2", [
    schedule.id,
    lost.dueAt,
    overdue,
  ]);
  const outbox = createOutbox(service.dependencies);
  expect(await outbox.tick()).toBe(1);
  expect(await outbox.tick()).toBe(0);
  await service.flushRedis();
  expect(await outbox.tick()).toBe(1);
  expect(await service.countMissing(schedule, [{ ...lost, fireAt: overdue }])).toBe(0);
});

test("a schedule that cannot be planned any more is paused with the reason, and the others are planned", async () => {
  const [broken, sound] = [await service.create(), await service.create()];
  await service.database.query(
    `UPDATE schedules SET spec = '{"type": "cron", "expression": "no cron", "timeZone": "UTC"}' WHERE id = $1`,
    [broken.id],
  );
  await service.database.query(
    "UPDATE schedule_cursors SET next_due_at = now() WHERE schedule_id = ANY($1)",
    [[broken.id, sound.id]],
  );
  await service.plan(10);
  const { schedule } = await service.schedules.getSchedule({ id: broken.id });
  expect(schedule?.state).toBe(ScheduleState.PAUSED);
  expect(schedule?.pauseNote).toStartWith("paused by the planner: spec.expression:");
  const { schedule: other } = await service.schedules.getSchedule({ id: sound.id });
  expect(other?.state).toBe(ScheduleState.ACTIVE);
  expect(Number(other?.nextDueAt?.seconds) * 1_000).toBeGreaterThan(Date.now());
});

test("when no master comes, one replica plans, and not before", async () => {
  const replica = (holder: string) =>
    createWatchdog(service.dependencies, { holder, minHorizon: 40 * 60_000, window: 50 * 60_000 });
  const { signal } = new AbortController();
  const planned = await Promise.all(["a", "b", "c"].map((holder) => replica(holder).tick(signal)));
  expect(planned.filter(Boolean)).toHaveLength(1);
  expect(await replica("d").tick(signal)).toBe(false);
});

test("history older than the retention is dropped by its days, and what is younger stays", async () => {
  const schedule = await service.create();
  const { partitions, database } = service.dependencies;
  const old = new Date(Date.now() - 40 * 86_400_000);
  await partitions.ensure(old, old);
  const insert = `INSERT INTO runs (schedule_id, due_at, fire_at, kind, state, revision)
                  VALUES ($1, $2, $2, 'SCHEDULED', 'SUCCEEDED', 1)`;
  await database.query(insert, [schedule.id, old]);
  const before = await service.runsOf(schedule);
  const { droppedPartitions } = await service.planner.applyRetention({});
  const day = old.toISOString().slice(0, 10).replaceAll("-", "");
  expect(droppedPartitions).toEqual([`runs_${day}`, `attempts_${day}`]);
  expect((await service.planner.applyRetention({})).droppedPartitions).toEqual([]);
  expect(await service.runsOf(schedule)).toHaveLength(before.length - 1);
});

test("a replica whose clock is off plans nothing, and says so", async () => {
  const { database } = service.dependencies;
  const clock = createClockSkew(database, { limit: 2_000, now: () => Date.now() + 3_600_000 });
  expect(await clock.measure()).toBeGreaterThan(3_590_000);
  const watchdog = createWatchdog(
    { ...service.dependencies, clock },
    { holder: "x", minHorizon: 1, window: 60_000 },
  );
  await expect(watchdog.tick(new AbortController().signal)).rejects.toThrow(
    /the clock of this process is 3[56]\d{5} ms ahead of the database's/,
  );
});
