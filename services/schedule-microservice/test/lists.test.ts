import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { RunReason, RunState, Schedule } from "@repo/core";
import { decodeRun, decodeScheduleRuns, encodeRunQuery, encodeScheduleQuery } from "@repo/proto";
import { type RunningService, refusalOf, startService } from "./running-service.ts";

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());

type Query = Parameters<typeof encodeScheduleQuery>[0];
const YEARLY = { type: "cron", expression: "0 0 1 1 *" } as const;

/** The names of all schedules that match, page by page. */
async function namesOf(query: Query, pageSize = 2): Promise<string[]> {
  const names: string[] = [];
  let pageToken = "";
  do {
    const page = await service.schedules.listSchedules(
      encodeScheduleQuery({ ...query, pageSize, pageToken }),
    );
    expect(page.schedules.length).toBeLessThanOrEqual(pageSize);
    names.push(...page.schedules.map(({ definition }) => definition?.name ?? ""));
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  return names;
}

/** Writes a run of the past into the ledger. */
async function past(
  schedule: Schedule,
  minutesAgo: number,
  state: RunState,
  reason: RunReason | null = null,
): Promise<void> {
  const dueAt = new Date(Math.floor(Date.now() / 1_000) * 1_000 - minutesAgo * 60_000);
  await service.dependencies.partitions.ensure(dueAt, dueAt);
  await service.database.query(
    `INSERT INTO runs (schedule_id, due_at, fire_at, kind, state, reason, revision, started_at)
     VALUES ($1, $2, $2, 'SCHEDULED', $3, $4, 1,
             CASE WHEN $3::run_state IN ('SUCCEEDED', 'FAILED', 'RUNNING') THEN $2::timestamptz + interval '250 ms' END)`,
    [schedule.id, dueAt, state, reason],
  );
}

describe("schedules in order", () => {
  const tags = ["ordered"];
  const given = ["delta", "Alpha", "charlie", "bravo", "Echo"];

  beforeAll(async () => {
    // due in 5 min, 50 min, 500 min, 5,000 min, and never again
    const minutes = [50, 500, 5, 5_000, undefined];
    for (const [i, name] of given.entries()) {
      const at = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + (minutes[i] ?? 1) * 60_000);
      const schedule = await service.create({ name, tags, spec: { type: "once", at } });
      if (minutes[i] === undefined) await service.schedules.pauseSchedule({ id: schedule.id });
    }
    const [charlie] = (await service.schedules.listSchedules({ nameContains: "charlie" })).schedules;
    const { id = "", revision = 0, definition } = charlie ?? {};
    await service.schedules.updateSchedule({
      id,
      revision,
      ...(definition && { definition: { ...definition, description: "changed" } }),
    });
  });

  test.each([
    ["the newest first", "CREATED", ["Echo", "bravo", "charlie", "Alpha", "delta"]],
    ["by name in any case", "NAME", ["Alpha", "bravo", "charlie", "delta", "Echo"]],
    ["the next due first, those without last", "NEXT_DUE", ["charlie", "delta", "Alpha", "bravo", "Echo"]],
    ["the last changed first", "UPDATED", ["charlie", "Echo", "bravo", "Alpha", "delta"]],
  ] as const)("%s", async (_, orderBy, expected) => {
    for (const pageSize of [1, 2, 5])
      expect(await namesOf({ tags, orderBy }, pageSize)).toEqual([...expected]);
  });

  test("a token is good for its own filters and order only", async () => {
    const { nextPageToken: pageToken } = await service.schedules.listSchedules({ tags, pageSize: 2 });
    for (const other of [{ tags, orderBy: "NAME" as const }, { tags: [...tags, "more"] }, {}]) {
      const request = encodeScheduleQuery({ ...other, pageToken });
      expect(await refusalOf(service.schedules.listSchedules(request))).toMatchObject({
        code: "INVALID_ARGUMENT",
        fields: ["pageToken"],
      });
    }
  });

  test("the first page tells how many there are", async () => {
    const first = await service.schedules.listSchedules({ tags, pageSize: 2 });
    expect(first).toMatchObject({ totalCount: 5, totalCountExceeded: false });
    const second = await service.schedules.listSchedules({
      tags,
      pageSize: 2,
      pageToken: first.nextPageToken,
    });
    expect(second).toMatchObject({ totalCount: 0, totalCountExceeded: false });
  });

  test.each([
    ["a target that there is not", { targetKinds: ["carrier-pigeon"] }, "targetKinds.0"],
    ["a state that is no end", { lastRunStates: [3 as never] }, "lastRunStates.0"],
    ["an order that there is not", { orderBy: 99 as never }, "orderBy"],
    ["too many tags", { tags: Array.from({ length: 21 }, (_, i) => `${i}`) }, "tags"],
    ["an endless name", { nameContains: "x".repeat(201) }, "nameContains"],
  ])("%s is refused", async (_, request, field) => {
    expect(await refusalOf(service.schedules.listSchedules(request))).toMatchObject({
      code: "INVALID_ARGUMENT",
      fields: [field],
    });
  });

  test("can be narrowed by target", async () => {
    await service.create({
      name: "caller",
      tags: ["kinds"],
      target: { type: "http", url: "https://example.com" },
    });
    await service.create({ name: "idler", tags: ["kinds"] });
    expect(await namesOf({ tags: ["kinds"], targetKinds: ["http"] })).toEqual(["caller"]);
    expect(await namesOf({ tags: ["kinds"], targetKinds: ["noop", "http"] })).toEqual(["idler", "caller"]);
  });
});

describe("the last run", () => {
  const tags = ["last run"];
  let schedules: Record<"good" | "recovered" | "broken" | "missed" | "paused" | "new", Schedule>;

  beforeAll(async () => {
    const make = (name: string) => service.create({ name: `${name} ${tags}`, tags, spec: YEARLY });
    schedules = {
      good: await make("good"),
      recovered: await make("recovered"),
      broken: await make("broken"),
      missed: await make("missed"),
      paused: await make("paused"),
      new: await make("new"),
    };
    await past(schedules.good, 10, "SUCCEEDED");
    await past(schedules.recovered, 2_000, "FAILED", "TARGET_FAILED");
    await past(schedules.recovered, 5, "SUCCEEDED");
    await past(schedules.broken, 3_000, "SUCCEEDED");
    await past(schedules.broken, 1_500, "FAILED", "TARGET_FAILED");
    await past(schedules.broken, 1, "RUNNING");
    await past(schedules.missed, 20, "SKIPPED", "MISFIRED");
    await past(schedules.paused, 30, "FAILED", "TARGET_FAILED");
    await past(schedules.paused, 20, "SKIPPED", "PAUSED");
  });

  test.each([
    [["SUCCEEDED"], ["recovered", "good"]],
    [["FAILED"], ["paused", "broken"]],
    [["SKIPPED"], ["missed"]],
    [
      ["FAILED", "SKIPPED", "TIMED_OUT"],
      ["paused", "missed", "broken"],
    ],
    [["CANCELLED"], []],
    [
      ["SUCCEEDED", "FAILED"],
      ["paused", "broken", "recovered", "good"],
    ],
  ] as const)("%p: %p", async (lastRunStates, expected) => {
    const query = { tags, lastRunStates: [...lastRunStates] };
    expect(await namesOf(query)).toEqual(expected.map((name) => `${name} ${tags}`));
    const { totalCount } = await service.schedules.listSchedules(encodeScheduleQuery(query));
    expect(totalCount).toBe(expected.length);
  });

  test("of several schedules come in the order of the request, latest first, in brief", async () => {
    const scheduleIds = [schedules.broken, schedules.new, schedules.paused, schedules.broken].map(
      ({ id }) => id,
    );
    const answer = await service.runs.listRecentRuns({ scheduleIds, perSchedule: 2 });
    const recent = answer.schedules.map(decodeScheduleRuns);
    expect(recent.map(({ scheduleId }) => scheduleId)).toEqual(scheduleIds.slice(0, 3));
    expect(recent.map(({ runs }) => runs.map(({ state }) => state))).toEqual([
      ["RUNNING", "FAILED"],
      [],
      ["FAILED"],
    ]);
    expect(recent[0]?.runs[1]).toMatchObject({ reason: "TARGET_FAILED", kind: "SCHEDULED", lateness: 250 });
    const id = recent[0]?.runs[1]?.id ?? "";
    expect(decodeRun((await service.runs.getRun({ id })).run)).toMatchObject({ id, state: "FAILED" });
  });

  test.each([
    ["no schedule at all", { scheduleIds: [] }, "scheduleIds"],
    ["too many", { scheduleIds: Array.from({ length: 201 }, () => crypto.randomUUID()) }, "scheduleIds"],
    ["what is no id", { scheduleIds: [crypto.randomUUID(), "x"] }, "scheduleIds.1"],
    ["too many runs", { scheduleIds: [crypto.randomUUID()], perSchedule: 21 }, "perSchedule"],
  ])("%s is refused", async (_, request, field) => {
    expect(await refusalOf(service.runs.listRecentRuns(request))).toMatchObject({
      code: "INVALID_ARGUMENT",
      fields: [field],
    });
  });
});

test("runs can be narrowed by kind and reason and come earliest first", async () => {
  const { id: scheduleId, ...schedule } = await service.create({ spec: YEARLY });
  await past({ id: scheduleId, ...schedule }, 30, "SKIPPED", "MISFIRED");
  await past({ id: scheduleId, ...schedule }, 20, "FAILED", "TARGET_FAILED");
  await past({ id: scheduleId, ...schedule }, 10, "SUCCEEDED");
  await service.schedules.triggerSchedule({ id: scheduleId });
  const statesOf = async (query: Parameters<typeof encodeRunQuery>[0]) => {
    const states: RunState[] = [];
    let pageToken = "";
    do {
      const request = encodeRunQuery({ scheduleId, pageSize: 1, pageToken, ...query });
      const page = await service.runs.listRuns(request);
      states.push(...page.runs.map((run) => decodeRun(run).state));
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    return states;
  };
  expect(await statesOf({ orderBy: "EARLIEST" })).toEqual(["SKIPPED", "FAILED", "SUCCEEDED", "QUEUED"]);
  expect(await statesOf({})).toEqual(["QUEUED", "SUCCEEDED", "FAILED", "SKIPPED"]);
  expect(await statesOf({ reasons: ["MISFIRED", "TARGET_FAILED"] })).toEqual(["FAILED", "SKIPPED"]);
  expect(await statesOf({ reasons: ["WORKER_LOST"] })).toEqual([]);
  expect(await statesOf({ kinds: ["TRIGGERED"] })).toEqual(["QUEUED"]);
});
