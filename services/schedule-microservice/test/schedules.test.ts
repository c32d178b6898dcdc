import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { decodeRun, decodeSchedule, encodeDefinition } from "@repo/proto";
import { aDefinition } from "@repo/testing";
import { type RunningService, refusalOf, startService } from "./running-service.ts";

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());

const NOBODY = "0198a5c8-0000-7000-8000-000000000001";

test("a schedule is created, read, changed, paused, resumed and deleted", async () => {
  const { schedules } = service;
  const definition = aDefinition({ tags: ["nightly"], description: "before" });
  const created = decodeSchedule(
    (await schedules.createSchedule({ definition: encodeDefinition(definition) })).schedule,
  );
  expect(created).toMatchObject({ definition, state: "ACTIVE", revision: 1, pauseNote: "" });
  expect(created.nextDueAt).toBeInstanceOf(Date);
  const { id } = created;
  expect(decodeSchedule((await schedules.getSchedule({ id })).schedule)).toEqual(created);

  const changed = encodeDefinition({ ...definition, description: "after" });
  const updated = decodeSchedule(
    (await schedules.updateSchedule({ id, revision: 1, definition: changed })).schedule,
  );
  expect(updated).toMatchObject({ revision: 2, definition: { description: "after" } });

  const paused = decodeSchedule((await schedules.pauseSchedule({ id, note: "holidays" })).schedule);
  expect(paused).toMatchObject({ state: "PAUSED", pauseNote: "holidays", revision: 3 });
  expect(paused.nextDueAt).toBeUndefined();
  const resumed = decodeSchedule((await schedules.resumeSchedule({ id })).schedule);
  expect(resumed).toMatchObject({ state: "ACTIVE", pauseNote: "", revision: 4 });
  expect(decodeSchedule((await schedules.resumeSchedule({ id })).schedule)).toEqual(resumed);

  await schedules.deleteSchedule({ id });
  expect(await refusalOf(schedules.getSchedule({ id }))).toMatchObject({ code: "NOT_FOUND" });
  // its name is free again
  await schedules.createSchedule({ definition: encodeDefinition(definition) });
});

test("a schedule that is created paused runs from when it is resumed", async () => {
  const { schedules } = service;
  await service.plan(5);
  const definition = encodeDefinition(aDefinition({ spec: { type: "cron", expression: "*/10 * * * * *" } }));
  const paused = decodeSchedule((await schedules.createSchedule({ definition, paused: true })).schedule);
  expect(paused).toMatchObject({ state: "PAUSED", revision: 1 });
  expect(paused.nextDueAt).toBeUndefined();
  await service.plan(6);
  expect(await service.runsOf(paused)).toEqual([]);

  await schedules.resumeSchedule({ id: paused.id });
  expect((await service.runsOf(paused)).length).toBeGreaterThanOrEqual(20);
  const ranges = await service.database.query(
    "SELECT reason, until_at IS NULL AS open FROM skipped_ranges WHERE schedule_id = $1",
    [paused.id],
  );
  expect(ranges).toEqual([{ reason: "PAUSED", open: false }]);
});

test("a preview says when it would be due without storing anything", async () => {
  const definition = encodeDefinition({
    spec: { type: "cron", expression: "30 2 * * *", timeZone: "Europe/Vienna" },
  });
  const after = { seconds: BigInt(Date.parse("2026-03-28T12:00:00Z") / 1_000), nanos: 0 };
  const preview = await service.schedules.previewDueTimes({ definition, after, count: 2 });
  expect(preview.explanation).not.toBe("");
  expect(preview.dueTimes.map(({ localTime }) => localTime)).toEqual([
    "2026-03-29T03:00:00+02:00",
    "2026-03-30T02:30:00+02:00",
  ]);
});

describe("refusals", () => {
  const definition = () => encodeDefinition(aDefinition());
  type Call = (service: RunningService) => Promise<unknown>;

  test.each<[string, Call, Awaited<ReturnType<typeof refusalOf>> | object]>([
    [
      "no definition",
      ({ schedules }) => schedules.createSchedule({}),
      { code: "INVALID_ARGUMENT", fields: ["definition"] },
    ],
    [
      "several wrong fields at once, also the expression",
      ({ schedules }) =>
        schedules.createSchedule({
          definition: { spec: { case: "cron", value: { expression: "61 * * * *" } }, priority: -1 },
        }),
      { code: "INVALID_ARGUMENT", fields: ["name", "target", "priority", "spec.expression"] },
    ],
    [
      "an instant that has passed",
      ({ create }) => create({ spec: { type: "once", at: new Date("2020-01-01") } }),
      { code: "INVALID_ARGUMENT", fields: ["spec.at"] },
    ],
    [
      "an end that has passed",
      ({ create }) => create({ endAt: new Date("2020-01-01") }),
      { code: "INVALID_ARGUMENT", fields: ["spec"] },
    ],
    [
      "an id that is none",
      ({ schedules }) => schedules.getSchedule({ id: "7" }),
      { code: "INVALID_ARGUMENT", fields: ["id"] },
    ],
    [
      "nobody's id",
      ({ schedules }) => schedules.getSchedule({ id: NOBODY }),
      { code: "NOT_FOUND", reason: "SCHEDULE_NOT_FOUND" },
    ],
    ["pausing nobody", ({ schedules }) => schedules.pauseSchedule({ id: NOBODY }), { code: "NOT_FOUND" }],
    ["resuming nobody", ({ schedules }) => schedules.resumeSchedule({ id: NOBODY }), { code: "NOT_FOUND" }],
    ["deleting nobody", ({ schedules }) => schedules.deleteSchedule({ id: NOBODY }), { code: "NOT_FOUND" }],
    [
      "triggering nobody",
      ({ schedules }) => schedules.triggerSchedule({ id: NOBODY }),
      { code: "NOT_FOUND" },
    ],
    [
      "updating nobody",
      ({ schedules }) => schedules.updateSchedule({ id: NOBODY, revision: 1, definition: definition() }),
      { code: "NOT_FOUND" },
    ],
    [
      "a long note",
      ({ schedules }) => schedules.pauseSchedule({ id: NOBODY, note: "x".repeat(501) }),
      { code: "INVALID_ARGUMENT", fields: ["note"] },
    ],
    [
      "a page too large",
      ({ schedules }) => schedules.listSchedules({ pageSize: 501 }),
      { code: "INVALID_ARGUMENT", fields: ["pageSize"] },
    ],
    [
      "a token that is none",
      ({ schedules }) => schedules.listSchedules({ pageToken: "x" }),
      { code: "INVALID_ARGUMENT", fields: ["pageToken"] },
    ],
    [
      "a state that is none",
      ({ schedules }) => schedules.listSchedules({ states: [99 as never] }),
      { code: "INVALID_ARGUMENT", fields: ["states.0"] },
    ],
    [
      "too long a preview",
      ({ schedules }) => schedules.previewDueTimes({ definition: definition(), count: 101 }),
      { code: "INVALID_ARGUMENT", fields: ["count"] },
    ],
    [
      "a run id that is none",
      ({ runs }) => runs.getRun({ id: NOBODY }),
      { code: "INVALID_ARGUMENT", fields: ["id"] },
    ],
    [
      "nobody's run",
      ({ runs }) => runs.getRun({ id: `${NOBODY}_0` }),
      { code: "NOT_FOUND", reason: "RUN_NOT_FOUND" },
    ],
    [
      "a run of the year 33658",
      ({ runs }) => runs.getRun({ id: `${NOBODY}_999999999999999` }),
      { code: "NOT_FOUND" },
    ],
    ["cancelling nobody's run", ({ runs }) => runs.cancelRun({ id: `${NOBODY}_0` }), { code: "NOT_FOUND" }],
    [
      "runs of no schedule id",
      ({ runs }) => runs.listRuns({ scheduleId: "x" }),
      { code: "INVALID_ARGUMENT", fields: ["scheduleId"] },
    ],
    [
      "a chunk without an end",
      ({ planner }) => planner.planChunk({ shardUntil: 1 }),
      { code: "INVALID_ARGUMENT", fields: ["until"] },
    ],
    [
      "a chunk of shards that are none",
      ({ planner }) => planner.planChunk({ shardFrom: 5, shardUntil: 5, until: { seconds: 0n } }),
      { code: "INVALID_ARGUMENT", fields: ["shardUntil"] },
    ],
    [
      "a chunk too far ahead",
      ({ planner }) => planner.planChunk({ shardUntil: 1, until: { seconds: BigInt(4e9) } }),
      { code: "INVALID_ARGUMENT", fields: ["until"] },
    ],
  ])("%s", async (_, call, refusal) => {
    expect(await refusalOf(call(service))).toMatchObject(refusal);
  });

  test("a name that is taken, by creating and by renaming", async () => {
    const first = await service.create();
    const taken = {
      code: "ALREADY_EXISTS" as const,
      reason: "SCHEDULE_NAME_TAKEN",
      fields: ["name"],
    };
    expect(await refusalOf(service.create({ name: first.definition.name }))).toEqual(taken);
    const { id } = await service.create();
    const renamed = encodeDefinition(aDefinition({ name: first.definition.name }));
    expect(
      await refusalOf(service.schedules.updateSchedule({ id, revision: 1, definition: renamed })),
    ).toEqual(taken);
  });

  test("a change made from an older revision; of two at once, one wins", async () => {
    const { id } = await service.create();
    const rename = () => service.schedules.updateSchedule({ id, revision: 1, definition: definition() });
    const results = await Promise.allSettled([rename(), rename(), rename()]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await refusalOf(rename())).toMatchObject({ code: "ABORTED", reason: "SCHEDULE_CHANGED" });
  });
});

describe("pages", () => {
  test("of schedules are complete and in order, though others are created and deleted meanwhile", async () => {
    const created = [];
    for (let i = 0; i < 12; i++) created.push(await service.create({ tags: ["paged"] }));
    const seen: string[] = [];
    let pageToken = "";
    do {
      const page = await service.schedules.listSchedules({ pageSize: 5, tags: ["paged"], pageToken });
      seen.push(...page.schedules.map(({ id }) => id));
      pageToken = page.nextPageToken;
      await service.create({ tags: ["paged"] });
      const [newest] = seen;
      if (seen.length === 5 && newest) await service.schedules.deleteSchedule({ id: newest });
    } while (pageToken !== "");
    expect(seen).toEqual(created.map(({ id }) => id).reverse());
  });

  test("of schedules can be narrowed by name, state, tags and queue", async () => {
    const { id } = await service.create({ name: "Nightly report %_", tags: ["a", "b"], queue: "reports" });
    const list = async (filter: object) =>
      (await service.schedules.listSchedules(filter)).schedules.map((schedule) => schedule.id);
    expect(await list({ nameContains: "REPORT %_" })).toEqual([id]);
    expect(await list({ tags: ["b", "a"] })).toEqual([id]);
    expect(await list({ tags: ["a", "c"] })).toEqual([]);
    expect(await list({ queue: "reports" })).toEqual([id]);
    expect(await list({ queue: "reports", states: [2] })).toEqual([]);
  });

  test("of runs are complete and in order, also where many are due at one instant", async () => {
    const instant = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 300_000);
    const created = [];
    for (let i = 0; i < 7; i++) created.push(await service.create({ spec: { type: "once", at: instant } }));
    await service.plan(10);
    const window = {
      dueFrom: { seconds: BigInt(instant.getTime() / 1_000) },
      dueUntil: { seconds: BigInt(instant.getTime() / 1_000 + 1) },
    };
    const seen: string[] = [];
    let pageToken = "";
    do {
      const page = await service.runs.listRuns({ ...window, pageSize: 3, pageToken });
      seen.push(...page.runs.map((run) => decodeRun(run).scheduleId));
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    const ours = new Set(created.map(({ id }) => id));
    expect(seen.filter((id) => ours.has(id))).toEqual([...ours].sort().reverse());
    expect(new Set(seen).size).toBe(seen.length);
  });
});

test("many are created at once by a replica that has just started", async () => {
  await using fresh = await startService();
  const created = await Promise.all(Array.from({ length: 40 }, () => fresh.create()));
  expect(created).toHaveLength(40);
});
