import { afterAll, beforeAll, expect, test } from "bun:test";
import type { RunReason, RunState, Schedule } from "@repo/core";
import { decodeBackfillResult, encodeBackfill } from "@repo/proto";
import { type RunningService, refusalOf, startService } from "./running-service.ts";

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const EVERY_MINUTE = { type: "cron", expression: "* * * * *" } as const;

/** The due time so many minutes ago; the range of a test begins at one and ends before it becomes the next. */
const NOW = Math.floor(Date.now() / MINUTE) * MINUTE;
const minutesAgo = (minutes: number) => new Date(NOW - minutes * MINUTE);

async function backfill(schedule: Schedule, range: { from: Date; until?: Date; validateOnly?: boolean }) {
  const request = encodeBackfill({ id: schedule.id, ...range });
  return decodeBackfillResult(await service.schedules.backfillSchedule(request));
}

/** Writes a run of the past into the ledger. */
async function past(schedule: Schedule, dueAt: Date, state: RunState, reason: RunReason | null = null) {
  await service.dependencies.partitions.ensure(dueAt, dueAt);
  await service.database.query(
    `INSERT INTO runs (schedule_id, due_at, fire_at, kind, state, reason, revision, finished_at)
     VALUES ($1, $2, $2, 'SCHEDULED', $3, $4, 1, now())`,
    [schedule.id, dueAt, state, reason],
  );
}

async function backfilledOf(schedule: Schedule) {
  return (await service.runsOf(schedule)).filter(({ kind }) => kind === "BACKFILLED");
}

test("due times that did not run do, once, and those that ran stay as they are", async () => {
  const schedule = await service.create({ spec: EVERY_MINUTE });
  await past(schedule, minutesAgo(5), "SUCCEEDED");
  await past(schedule, minutesAgo(4), "SKIPPED", "MISFIRED");
  await past(schedule, minutesAgo(3), "CANCELLED", "CANCELLED_BY_REQUEST");
  const range = { from: minutesAgo(6), until: minutesAgo(1) };

  const expected = { runCount: 3, keptCount: 2 };
  expect(await backfill(schedule, { ...range, validateOnly: true })).toEqual(expected);
  expect(await backfilledOf(schedule)).toEqual([]);

  expect(await backfill(schedule, range)).toEqual(expected);
  const runs = await backfilledOf(schedule);
  expect(runs.map(({ dueAt }) => dueAt)).toEqual([minutesAgo(6), minutesAgo(4), minutesAgo(2)]);
  for (const [i, run] of runs.entries()) {
    expect(run).toMatchObject({ state: "QUEUED", attempt: 0, message: "" });
    expect(run.reason).toBeUndefined();
    expect(run.finishedAt).toBeUndefined();
    const [previous] = i === 0 ? [] : [runs[i - 1]];
    if (previous) expect(run.fireAt.getTime() - previous.fireAt.getTime()).toBe(100);
    else expect(run.fireAt.getTime()).toBeGreaterThan(NOW);
  }

  expect(await backfill(schedule, range)).toEqual({ runCount: 0, keptCount: 5 });
  const events = await service.database.query(
    "SELECT changes FROM audit_events WHERE subject_id = $1 AND action = 'SCHEDULE_BACKFILLED'",
    [schedule.id],
  );
  expect(events).toEqual([
    {
      changes: [
        { field: "first", before: "", after: JSON.stringify(minutesAgo(6)) },
        { field: "last", before: "", after: JSON.stringify(minutesAgo(2)) },
        { field: "runCount", before: "", after: "3" },
      ],
    },
  ]);
});

test("while a schedule is paused its past can run, and a pause takes what waits away again", async () => {
  const schedule = await service.create({ spec: EVERY_MINUTE });
  await service.schedules.pauseSchedule({ id: schedule.id });
  const range = { from: minutesAgo(3), until: minutesAgo(1) };
  expect(await backfill(schedule, range)).toEqual({ runCount: 2, keptCount: 0 });
  await service.schedules.pauseSchedule({ id: schedule.id });
  expect((await backfilledOf(schedule)).map(({ state }) => state)).toEqual(["SKIPPED", "SKIPPED"]);
  expect(await backfill(schedule, range)).toEqual({ runCount: 2, keptCount: 0 });
});

test("a long range is gone through call by call", async () => {
  const schedule = await service.create({ spec: EVERY_MINUTE });
  const range = { from: minutesAgo(1_100), until: minutesAgo(0) };
  const first = await backfill(schedule, range);
  expect(first).toEqual({ runCount: 1_000, keptCount: 0, nextFrom: minutesAgo(100) });
  const second = await backfill(schedule, { ...range, from: first.nextFrom ?? range.from });
  expect(second).toEqual({ runCount: 100, keptCount: 0 });
}, 30_000);

test("with planners and other backfills at the same time every due time still is one run", async () => {
  const from = minutesAgo(30);
  const until = minutesAgo(0);
  for (let round = 0; round < 5; round++) {
    const schedule = await service.create({ spec: EVERY_MINUTE, misfirePolicy: "SKIP", misfireGrace: 1_000 });
    // as after an outage: the planner comes upon the same due times
    await service.database.query("UPDATE schedule_cursors SET next_due_at = $2 WHERE schedule_id = $1", [
      schedule.id,
      minutesAgo(20),
    ]);
    const range = { from, until };
    const [, ...results] = await Promise.all([
      service.plan(2),
      backfill(schedule, range),
      backfill(schedule, range),
      backfill(schedule, range),
    ]);
    // a planner that came last has found nothing to skip, one that came first was overruled
    expect(results.reduce((sum, { runCount }) => sum + runCount, 0)).toBe(30);
    const runs = (await service.runsOf(schedule)).filter(({ dueAt }) => dueAt < until);
    expect(runs).toHaveLength(30);
    expect(new Set(runs.map(({ kind, state }) => `${kind} ${state}`))).toEqual(
      new Set(["BACKFILLED QUEUED"]),
    );
  }
}, 60_000);

test.each<[string, () => { from: Date; until?: Date }, string]>([
  ["ends in the future", () => ({ from: minutesAgo(5), until: minutesAgo(-5) }), "until"],
  ["begins in the future", () => ({ from: minutesAgo(-5) }), "from"],
  ["ends before it begins", () => ({ from: minutesAgo(5), until: minutesAgo(6) }), "until"],
  ["begins before what is remembered", () => ({ from: new Date(NOW - 31 * DAY) }), "from"],
])("a range that %s is refused", async (_, range, field) => {
  const schedule = await service.create({ spec: EVERY_MINUTE });
  expect(await refusalOf(backfill(schedule, range()))).toMatchObject({
    code: "INVALID_ARGUMENT",
    fields: [field],
  });
});
