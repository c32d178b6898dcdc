import { afterAll, beforeAll, expect, test } from "bun:test";
import type { BulkEdit, Schedule } from "@repo/core";
import { decodeBulkEditResult, decodeSchedule, encodeBulkEdit } from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { createRpcClient } from "@repo/runtime/rpc/client";
import { createTestUser } from "@repo/testing";
import { type RunningService, refusalOf, startService } from "./running-service.ts";

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());

const EVERY_MINUTE = { type: "cron", expression: "* * * * *" } as const;
const NOBODY = "0198a5c8-0000-7000-8000-000000000001";

type Edit = Parameters<typeof encodeBulkEdit>[0];

async function editMany(edit: Edit, schedules = service.schedules) {
  return decodeBulkEditResult(await schedules.editSchedules(encodeBulkEdit(edit)));
}

async function read({ id }: Schedule): Promise<Schedule> {
  return decodeSchedule((await service.schedules.getSchedule({ id })).schedule);
}

function taggedWith(tag: string): Edit["selection"] {
  return { type: "filter", tags: [tag] };
}

async function createMany(tag: string, count: number): Promise<Schedule[]> {
  const schedules: Schedule[] = [];
  while (schedules.length < count) schedules.push(await service.create({ tags: [tag], spec: EVERY_MINUTE }));
  return schedules;
}

async function auditedActions(schedules: Schedule[]): Promise<string[]> {
  const rows = await service.database.query<{ action: string }>(
    "SELECT action FROM audit_events WHERE subject_id = ANY($1) AND action <> 'SCHEDULE_CREATED' ORDER BY id",
    [schedules.map(({ id }) => id)],
  );
  return rows.map(({ action }) => action);
}

test("pauses all that match: none of their runs waits any more, and each pause is written down", async () => {
  const schedules = await createMany("to pause", 3);
  const [first] = schedules;
  if (first === undefined) throw new Error("there is no schedule");
  await service.schedules.pauseSchedule({ id: first.id, note: "earlier" });
  await service.plan(3);
  const edit: Edit = { selection: taggedWith("to pause"), action: { type: "pause", note: "holidays" } };

  const expected = {
    changedCount: 2,
    unchangedCount: 1,
    notAllowedCount: 0,
    failedCount: 0,
    nextPageToken: "",
  };
  expect(await editMany({ ...edit, validateOnly: true })).toMatchObject(expected);
  expect((await Promise.all(schedules.map(read))).map(({ state }) => state)).toEqual([
    "PAUSED",
    "ACTIVE",
    "ACTIVE",
  ]);

  expect(await editMany(edit)).toMatchObject(expected);
  const paused = await Promise.all(schedules.map(read));
  expect(paused.map(({ state, pauseNote }) => `${state} ${pauseNote}`)).toEqual([
    "PAUSED earlier",
    "PAUSED holidays",
    "PAUSED holidays",
  ]);
  const runs = (await Promise.all(schedules.map(service.runsOf))).flat();
  expect(runs.length).toBeGreaterThanOrEqual(4);
  expect(runs.every(({ state, reason }) => state === "SKIPPED" && reason === "PAUSED")).toBe(true);
  expect(await auditedActions(schedules)).toEqual(Array(3).fill("SCHEDULE_PAUSED"));

  expect(await editMany({ ...edit, action: { type: "resume" } })).toMatchObject({ changedCount: 3 });
});

test("changes tags, starts runs and deletes", async () => {
  const schedules = await createMany("to change", 2);
  const ids = schedules.map(({ id }) => id);
  const selection = { type: "ids", ids } as const;
  const edit = (action: Edit["action"]) => editMany({ selection, action });

  expect(await edit({ type: "addTags", tags: ["to change", "new"] })).toMatchObject({ changedCount: 2 });
  expect(await edit({ type: "addTags", tags: ["new"] })).toMatchObject({
    changedCount: 0,
    unchangedCount: 2,
  });
  expect(await edit({ type: "removeTags", tags: ["to change"] })).toMatchObject({ changedCount: 2 });
  for (const schedule of schedules) expect((await read(schedule)).definition.tags).toEqual(["new"]);

  expect(await edit({ type: "trigger" })).toMatchObject({ changedCount: 2 });
  for (const schedule of schedules)
    expect((await service.runsOf(schedule)).map(({ kind }) => kind)).toContain("TRIGGERED");

  expect(await edit({ type: "delete" })).toMatchObject({ changedCount: 2 });
  expect(await edit({ type: "delete" })).toMatchObject({ changedCount: 0, failedCount: 2 });
});

test("what cannot be changed is told of, and the others are changed", async () => {
  const [full, free] = await createMany("to fill", 2);
  if (full === undefined || free === undefined) throw new Error("there are no schedules");
  const twenty = Array.from({ length: 19 }, (_, i) => `tag ${i}`);
  await editMany({ selection: { type: "ids", ids: [full.id] }, action: { type: "addTags", tags: twenty } });
  const result = await editMany({
    selection: { type: "ids", ids: [full.id, NOBODY, free.id, free.id] },
    action: { type: "addTags", tags: ["one more"] },
  });
  expect(result).toMatchObject({ changedCount: 1, failedCount: 2 });
  expect(result.failures).toEqual([
    { scheduleId: NOBODY, name: "", reason: "SCHEDULE_NOT_FOUND", message: expect.any(String) },
    {
      scheduleId: full.id,
      name: full.definition.name,
      reason: "INVALID_ARGUMENT",
      message: expect.any(String),
    },
  ]);
});

test("an editor changes only what is theirs", async () => {
  const tag = "of two";
  const [notOwn] = await createMany(tag, 1);
  if (notOwn === undefined) throw new Error("there is no schedule");
  const { username, headers } = await createTestUser(service.databaseUrl, { role: "EDITOR" });
  const client = createRpcClient(ScheduleService, service.address, { headers });
  const { definition } = (await service.schedules.getSchedule({ id: notOwn.id })).schedule ?? {};
  const own = await client.createSchedule({
    ...(definition && { definition: { ...definition, name: "own" } }),
  });
  expect(own.schedule?.owner).toBe(username);
  for (const validateOnly of [true, false]) {
    const edit: Edit = { selection: taggedWith(tag), action: { type: "delete" }, validateOnly };
    const result = await editMany(edit, client);
    expect(result).toMatchObject({ changedCount: 1, notAllowedCount: 1, failedCount: 0 });
    expect(result.failures).toMatchObject([{ scheduleId: notOwn.id, reason: "NOT_YOUR_SCHEDULE" }]);
  }
  client.close();
  expect((await read(notOwn)).state).toBe("ACTIVE");
});

test("more than one call does is gone through page by page", async () => {
  const [model] = await createMany("many", 1);
  if (model === undefined) throw new Error("there is no schedule");
  await copy(model, 1_004);
  const edit: Edit = { selection: taggedWith("many"), action: { type: "pause" } };
  const preview = await editMany({ ...edit, validateOnly: true });
  expect(preview).toMatchObject({ changedCount: 1_000, remainingCount: 5, remainingCountExceeded: false });

  let [pageToken, changed] = ["", 0];
  do {
    const result: Awaited<ReturnType<typeof editMany>> = await editMany({ ...edit, pageToken });
    changed += result.changedCount;
    expect(result.remainingCount).toBe(1_005 - changed);
    pageToken = result.nextPageToken;
  } while (pageToken !== "");
  expect(changed).toBe(1_005);
  const states = await service.database.query(
    "SELECT DISTINCT state FROM schedules WHERE tags @> ARRAY['many']",
  );
  expect(states).toEqual([{ state: "PAUSED" }]);

  const other = encodeBulkEdit({ ...edit, action: { type: "delete" }, pageToken: preview.nextPageToken });
  expect(await refusalOf(service.schedules.editSchedules(other))).toMatchObject({
    code: "INVALID_ARGUMENT",
    fields: ["pageToken"],
  });
}, 60_000);

/** Stores copies of a schedule, without runs. */
async function copy({ id }: Schedule, count: number): Promise<void> {
  await service.database.query(
    `WITH copied AS (
       INSERT INTO schedules
       SELECT (jsonb_populate_record(schedules, jsonb_build_object('id', gen_random_uuid(), 'name', 'copy ' || n))).*
       FROM schedules, generate_series(1, $2::int) AS n WHERE id = $1 RETURNING id)
     INSERT INTO schedule_cursors (schedule_id, shard) SELECT id, 0 FROM copied`,
    [id, count],
  );
}

const IDS: BulkEdit["selection"] = { type: "ids", ids: [NOBODY] };

test.each<[string, object, string]>([
  ["no selection", { action: { type: "delete" } }, "selection"],
  ["no action", { selection: IDS }, "action"],
  [
    "an empty list of ids",
    { selection: { type: "ids", ids: [] }, action: { type: "delete" } },
    "selection.ids",
  ],
  [
    "an id that is none",
    { selection: { type: "ids", ids: ["7"] }, action: { type: "delete" } },
    "selection.ids.0",
  ],
  [
    "too many ids",
    { selection: { type: "ids", ids: Array(1_001).fill(NOBODY) }, action: { type: "delete" } },
    "selection.ids",
  ],
  ["no tags", { selection: IDS, action: { type: "addTags", tags: [] } }, "action.tags"],
  ["a long note", { selection: IDS, action: { type: "pause", note: "x".repeat(501) } }, "action.note"],
])("%s is refused", async (_, edit, field) => {
  const request = encodeBulkEdit(edit as Edit);
  expect(await refusalOf(service.schedules.editSchedules(request))).toMatchObject({
    code: "INVALID_ARGUMENT",
    fields: [field],
  });
});
