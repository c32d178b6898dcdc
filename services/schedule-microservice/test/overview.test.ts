import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { RunReason, RunState, Schedule } from "@repo/core";
import { readDatabaseTime } from "@repo/db";
import { decodeLoad, decodeOverview, encodeLoadQuery, encodeOverviewQuery } from "@repo/proto";
import { createPresence } from "../src/presence.ts";
import { type RunningService, refusalOf, startService } from "./running-service.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

let service: RunningService;
let now: Date;
beforeAll(async () => {
  service = await startService();
  now = await readDatabaseTime(service.database);
});
afterAll(() => service[Symbol.asyncDispose]());

/** Writes a run of the past into the ledger. */
async function past(
  schedule: Schedule,
  run: { secondsAgo: number; state: RunState; reason?: RunReason; lateness?: number; duration?: number },
): Promise<void> {
  const dueAt = new Date(now.getTime() - run.secondsAgo * 1_000);
  const startedAt = run.lateness === undefined ? null : new Date(dueAt.getTime() + run.lateness);
  const finishedAt = startedAt && new Date(startedAt.getTime() + (run.duration ?? 0));
  await service.dependencies.partitions.ensure(dueAt, dueAt);
  await service.database.query(
    `INSERT INTO runs (schedule_id, due_at, fire_at, kind, state, reason, revision, started_at, finished_at)
     VALUES ($1, $2, $2, 'SCHEDULED', $3, $4, 1, $5, $6)`,
    [schedule.id, dueAt, run.state, run.reason ?? null, startedAt, finishedAt],
  );
}

const yearly = (name: string, queue = "default") =>
  service.create({ name, queue, spec: { type: "cron", expression: "0 0 1 1 *" } });

describe("the overview", () => {
  beforeAll(async () => {
    const [good, bad] = [await yearly("good"), await yearly("bad", "heavy")];
    for (let i = 1; i <= 8; i++) {
      await past(good, { secondsAgo: i * 60, state: "SUCCEEDED", lateness: i * 10, duration: 100 });
    }
    await past(good, { secondsAgo: 600, state: "SKIPPED", reason: "MISFIRED" });
    await past(good, { secondsAgo: 660, state: "SKIPPED", reason: "PAUSED" });
    await past(bad, {
      secondsAgo: 90,
      state: "FAILED",
      reason: "TARGET_FAILED",
      lateness: 9_000,
      duration: 5_000,
    });
    await past(bad, { secondsAgo: 95, state: "TIMED_OUT", lateness: 10, duration: 7_000 });
    await past(bad, { secondsAgo: 7_000, state: "FAILED", reason: "TARGET_FAILED", lateness: 1 });
    await service.plan(10);
    await service.schedules.triggerSchedule({ id: good.id });
  });

  const read = async (window?: number) =>
    decodeOverview(await service.overview.getOverview(encodeOverviewQuery(window ? { window } : {})));

  test("counts what became of the runs of the window, and how late they started", async () => {
    const { figures, buckets, from, ...overview } = await read();
    expect(figures).toEqual({
      succeededCount: 8,
      failedCount: 2,
      cancelledCount: 0,
      skippedCount: 1,
      missedCount: 1,
      activeCount: 1,
      onTimeCount: 9,
      expectedCount: 11,
      onTimeTolerance: 5_000,
      latenessP50: 40,
      latenessP99: 9_000,
      latenessMax: 9_000,
    });
    expect(overview.failing).toEqual([
      { scheduleId: expect.any(String), name: "bad", failedCount: 2, endedCount: 2 },
    ]);
    expect(overview.slowest).toMatchObject([
      { name: "bad", endedCount: 2, averageDuration: 6_000, maxDuration: 7_000 },
      { name: "good", endedCount: 8, averageDuration: 100, maxDuration: 100 },
    ]);
    expect(overview.queues).toMatchObject([
      { queue: "default", waitingCount: 1, activeCount: 0 },
      { queue: "heavy", waitingCount: 0 },
    ]);
    expect(overview.horizon.getTime()).toBeGreaterThan(overview.now.getTime() + 9 * MINUTE_MS);
    expect(overview.oldestWait).toBeGreaterThan(0);
    expect(overview.clockSkew).toBeDefined();
    expect(buckets.length).toBeLessThanOrEqual(120);
    expect(buckets[0]?.from).toEqual(from);
    const sum = (count: (bucket: (typeof buckets)[number]) => number) =>
      buckets.reduce((total, bucket) => total + count(bucket), 0);
    expect(sum(({ succeededCount }) => succeededCount)).toBe(8);
    expect(sum(({ failedCount }) => failedCount)).toBe(2);
    for (const [i, bucket] of buckets.entries()) {
      expect(bucket.from.getTime() - from.getTime()).toBe(i * 30_000);
    }
  });

  test("looks as far back as it is asked to", async () => {
    expect((await read(2 * MINUTE_MS)).figures).toMatchObject({
      succeededCount: expect.any(Number),
      failedCount: 2,
    });
    expect((await read(DAY_MS)).figures).toMatchObject({ succeededCount: 8, failedCount: 3 });
  });

  test("is computed once for all who ask at about the same time", async () => {
    const window = 3 * 60 * MINUTE_MS;
    const answers = await Promise.all([read(window), read(window), read(window)]);
    expect(new Set(answers.map(({ now: at }) => at.getTime())).size).toBe(1);
  });

  test("names the processes that are alive, and how much each is carrying out", async () => {
    const lease = {
      id: "replica-1",
      service: "schedule-microservice",
      host: "here",
      queues: [],
      version: "1.2.3",
      capacity: 0,
      leaseDuration: 30_000,
    };
    const presence = createPresence(service.database, { skew: -12 }, lease);
    await presence.tick();
    await presence.tick();
    const running = await yearly("running");
    await past(running, { secondsAgo: 30, state: "RUNNING", lateness: 0 });
    await past(running, { secondsAgo: 60, state: "SUCCEEDED", lateness: 0 });
    await service.database.query("UPDATE runs SET worker_id = 'replica-1' WHERE schedule_id = $1", [
      running.id,
    ]);
    const { processes } = await read(17 * MINUTE_MS);
    expect(processes).toMatchObject([
      {
        id: "replica-1",
        service: "schedule-microservice",
        host: "here",
        version: "1.2.3",
        runningCount: 1,
        capacity: 0,
        clockSkew: -12,
      },
    ]);
    await service.database.query("DELETE FROM runs WHERE schedule_id = $1", [running.id]);
    // taken for dead, it takes a new lease
    await service.database.query("DELETE FROM processes");
    await presence.tick();
    expect((await read(18 * MINUTE_MS)).processes).toHaveLength(1);
    await presence.leave();
    expect((await read(19 * MINUTE_MS)).processes).toEqual([]);
  });

  test.each([
    ["less than a minute", 59_000],
    ["more than a day", DAY_MS + MINUTE_MS],
    ["half a minute more", 90_000],
  ])("a window of %s is refused", async (_, window) => {
    const call = service.overview.getOverview(encodeOverviewQuery({ window }));
    expect(await refusalOf(call)).toMatchObject({
      code: "INVALID_ARGUMENT",
      fields: expect.arrayContaining(["window"]),
    });
  });
});

describe("the load", () => {
  const minute = (at: number) => new Date(Math.floor(at / MINUTE_MS) * MINUTE_MS);
  const read = async (from: Date, until: Date, bucket: number) =>
    decodeLoad(await service.overview.getLoad(encodeLoadQuery({ from, until, bucket })));

  test("is what ran, what is planned, and what is expected after that", async () => {
    await using own = await startService();
    const hourly = await own.create({ spec: { type: "interval", every: 60 * MINUTE_MS } });
    await own.create({ spec: { type: "interval", every: MINUTE_MS } });
    await own.plan(30);
    const from = minute(Date.now());
    const until = new Date(from.getTime() + DAY_MS);
    const answer = await own.overview.getLoad(encodeLoadQuery({ from, until, bucket: MINUTE_MS }));
    const { buckets, ...load } = decodeLoad(answer);
    expect(load).toEqual({ runShare: 1, scheduleShare: 1, forecastUntil: until });
    const total = (count: "activeCount" | "expectedCount") =>
      buckets.reduce((sum, bucket) => sum + bucket[count], 0);
    const planned = total("activeCount");
    expect(planned).toBeGreaterThanOrEqual(29);
    expect(planned).toBeLessThanOrEqual(32);
    // every due time is one or the other: from now, or the next minute, to the end of the day
    expect(planned + total("expectedCount")).toBeGreaterThanOrEqual(1_439 + 23);
    expect(planned + total("expectedCount")).toBeLessThanOrEqual(1_440 + 25);
    const full = buckets.filter((bucket) => bucket.expectedCount === 2);
    expect(full.map(({ from: at }) => at.getUTCMinutes())).toEqual(full.map(() => 0));
    expect(hourly.state).toBe("ACTIVE");
  }, 20_000);

  test("of the past has no forecast", async () => {
    const from = minute(now.getTime() - 20 * MINUTE_MS);
    const load = await read(from, minute(now.getTime()), 60 * MINUTE_MS);
    expect(load.runShare).toBe(1);
    expect(load.forecastUntil).toBeUndefined();
    expect(load.buckets).toHaveLength(1);
    expect(load.buckets[0]).toMatchObject({ from, failedCount: 2, skippedCount: 1, expectedCount: 0 });
  });

  test.each([
    ["an end before the begin", { until: new Date("2026-01-01T00:00:00Z"), bucket: MINUTE_MS }, "until"],
    ["more than 42 days", { until: new Date("2026-04-15T00:00:00Z"), bucket: DAY_MS }, "until"],
    ["too many buckets", { until: new Date("2026-03-05T00:00:00Z"), bucket: MINUTE_MS }, "bucket"],
    ["a bucket of seconds", { until: new Date("2026-03-02T00:00:00Z"), bucket: 1_000 }, "bucket"],
  ])("%s is refused", async (_, query, field) => {
    const from = new Date("2026-03-01T00:00:00Z");
    const call = service.overview.getLoad(encodeLoadQuery({ from, ...query }));
    expect(await refusalOf(call)).toMatchObject({
      code: "INVALID_ARGUMENT",
      fields: expect.arrayContaining([field]),
    });
  });
});
