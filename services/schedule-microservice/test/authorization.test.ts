import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { DescMethod, MessageInitShape } from "@bufbuild/protobuf";
import type { Schedule } from "@repo/core";
import { countOwnedSchedules } from "@repo/db";
import { decodeSchedule, encodeBackfill, encodeBulkEdit, encodeDefinition } from "@repo/proto";
import { OverviewService } from "@repo/proto/scheduler/v1/overview_service_pb";
import { PlannerService } from "@repo/proto/scheduler/v1/planner_service_pb";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { createRpcClient } from "@repo/runtime/rpc/client";
import { aDefinition, callAnyMethod, createTestUser, serviceHeaders, type TestUser } from "@repo/testing";
import { createOwnerQuota } from "../src/schedules/owner-quota.ts";
import { type RunningService, refusalOf, startService } from "./running-service.ts";

/** What everyone gets from a method of a kind, written down apart from the access table. */
const KINDS = {
  read: {
    nobody: "UNAUTHENTICATED",
    viewer: "allowed",
    stranger: "allowed",
    teammate: "allowed",
    owner: "allowed",
    admin: "allowed",
    service: "PERMISSION_DENIED",
  },
  make: {
    nobody: "UNAUTHENTICATED",
    viewer: "PERMISSION_DENIED",
    stranger: "allowed",
    teammate: "allowed",
    owner: "allowed",
    admin: "allowed",
    service: "PERMISSION_DENIED",
  },
  change: {
    nobody: "UNAUTHENTICATED",
    viewer: "PERMISSION_DENIED",
    stranger: "PERMISSION_DENIED",
    teammate: "allowed",
    owner: "allowed",
    admin: "allowed",
    service: "PERMISSION_DENIED",
  },
  plan: {
    nobody: "UNAUTHENTICATED",
    viewer: "PERMISSION_DENIED",
    stranger: "PERMISSION_DENIED",
    teammate: "PERMISSION_DENIED",
    owner: "PERMISSION_DENIED",
    admin: "PERMISSION_DENIED",
    service: "allowed",
  },
} as const;
type Kind = keyof typeof KINDS;
type Who = keyof (typeof KINDS)["read"];
const EVERYONE = Object.keys(KINDS.read) as Who[];

const MATRIX: Record<string, Kind> = {
  "scheduler.v1.ScheduleService/CreateSchedule": "make",
  "scheduler.v1.ScheduleService/GetSchedule": "read",
  "scheduler.v1.ScheduleService/ListSchedules": "read",
  "scheduler.v1.ScheduleService/UpdateSchedule": "change",
  "scheduler.v1.ScheduleService/DeleteSchedule": "change",
  "scheduler.v1.ScheduleService/PauseSchedule": "change",
  "scheduler.v1.ScheduleService/ResumeSchedule": "change",
  "scheduler.v1.ScheduleService/TriggerSchedule": "change",
  "scheduler.v1.ScheduleService/BackfillSchedule": "change",
  // everyone who may edit at all; it leaves out what is not theirs, see bulk-edit.test.ts
  "scheduler.v1.ScheduleService/EditSchedules": "make",
  "scheduler.v1.ScheduleService/PreviewDueTimes": "read",
  "scheduler.v1.RunService/GetRun": "read",
  "scheduler.v1.RunService/ListRuns": "read",
  "scheduler.v1.RunService/ListRecentRuns": "read",
  "scheduler.v1.RunService/CancelRun": "change",
  "scheduler.v1.RunService/ExplainDueTime": "read",
  "scheduler.v1.RunService/WatchRuns": "read",
  "scheduler.v1.OverviewService/GetOverview": "read",
  "scheduler.v1.OverviewService/GetLoad": "read",
  "scheduler.v1.PlannerService/GetPlanStatus": "plan",
  "scheduler.v1.PlannerService/PlanChunk": "plan",
  "scheduler.v1.PlannerService/ApplyRetention": "plan",
};
const METHODS = [ScheduleService, RunService, OverviewService, PlannerService].flatMap(
  (desc): readonly DescMethod[] => desc.methods,
);
const nameOf = (method: DescMethod) => `${method.parent.typeName}/${method.name}`;

let service: RunningService;
let users: Record<"viewer" | "stranger" | "teammate" | "owner" | "admin", TestUser>;

beforeAll(async () => {
  service = await startService();
  const make = (role: "VIEWER" | "EDITOR" | "ADMIN", team = "") =>
    createTestUser(service.databaseUrl, { role, team });
  users = {
    viewer: await make("VIEWER", "payments"),
    stranger: await make("EDITOR", "search"),
    teammate: await make("EDITOR", "payments"),
    owner: await make("EDITOR", "payments"),
    admin: await make("ADMIN"),
  };
});
afterAll(() => service[Symbol.asyncDispose]());

function headersOf(who: Who): (() => Record<string, string> | Promise<Record<string, string>>) | undefined {
  if (who === "nobody") return undefined;
  return who === "service" ? serviceHeaders() : users[who].headers;
}

/** A schedule of the owner, with a run that waits. */
async function ownSchedule(): Promise<{ schedule: Schedule; runId: string }> {
  using client = connectAs("owner");
  const { schedule } = await client.createSchedule({ definition: encodeDefinition(aDefinition()) });
  const { run } = await client.triggerSchedule({ id: schedule?.id ?? "" });
  const stored = (await service.schedules.getSchedule({ id: schedule?.id ?? "" })).schedule;
  return { schedule: decodeSchedule(stored), runId: run?.id ?? "" };
}

function connectAs(who: Who) {
  const headers = headersOf(who);
  const client = createRpcClient(ScheduleService, service.address, headers && { headers });
  return Object.assign(client, { [Symbol.dispose]: () => client.close() });
}

/** A request that would do what the method is for, to a schedule of the owner. */
function requestFor(method: DescMethod, { schedule, runId }: { schedule: Schedule; runId: string }) {
  const { id, revision } = schedule;
  const definition = encodeDefinition(aDefinition());
  const requests: Record<string, object> = {
    CreateSchedule: { definition },
    UpdateSchedule: { id, revision, definition },
    BackfillSchedule: encodeBackfill({ id, from: new Date(Date.now() - 60_000) }),
    EditSchedules: encodeBulkEdit({
      selection: { type: "ids", ids: [id] },
      action: { type: "pause" },
    }),
    CancelRun: { id: runId },
    GetRun: { id: runId },
  };
  return (requests[method.name] ?? { id }) as MessageInitShape<typeof method.input>;
}

test("every method of the API is in the matrix, and nothing else", () => {
  expect(Object.keys(MATRIX).sort()).toEqual(METHODS.map(nameOf).sort());
});

describe.each(METHODS.map((method) => [nameOf(method), method] as const))("%s", (name, method) => {
  test.each(EVERYONE)("called by %s", async (who) => {
    const target = await ownSchedule();
    const { code, reason } = await callAnyMethod(
      service.address,
      method,
      requestFor(method, target),
      headersOf(who),
    );
    const kind = MATRIX[name];
    if (kind === undefined) throw new Error(`${name} is not in the matrix`);
    const refusals = ["UNAUTHENTICATED", "PERMISSION_DENIED"];
    expect(refusals.includes(code) ? code : "allowed").toBe(KINDS[kind][who]);
    // by the table, before anything is looked at; only strangers get as far as the schedule's owner
    if (who === "viewer" && code === "PERMISSION_DENIED" && kind !== "plan")
      expect(reason).toBe("ROLE_TOO_LOW");
    if (who === "stranger" && kind === "change") expect(reason).toBe("NOT_YOUR_SCHEDULE");
  });
});

test.each([
  ["no token", {}],
  ["a word that is no token", { authorization: "Bearer admin" }],
  ["another scheme", { authorization: "Basic YWRtaW46YWRtaW4=" }],
  [
    "a token without a signature",
    { authorization: `Bearer ${btoa('{"alg":"none"}')}.${btoa('{"sub":"a"}')}.` },
  ],
  ["an API token that was never made", { authorization: `Bearer dsk_0123456789ab_${"A".repeat(43)}` }],
  ["an endless token", { authorization: `Bearer ${"A".repeat(5_000)}` }],
  ["a header that claims to be a service", { "x-service": "master-cron-job" }],
])("with %s nothing is let in", async (_, headers) => {
  for (const method of METHODS) {
    const { code } = await callAnyMethod(service.address, method, {}, () => headers);
    expect(code).toBe("UNAUTHENTICATED");
  }
});

test("who changed what is written down with the difference, and without what may be secret", async () => {
  const { schedule } = await ownSchedule();
  using client = connectAs("teammate");
  const definition = aDefinition({
    name: schedule.definition.name,
    description: "changed",
    target: {
      type: "http",
      url: "https://example.com/?key=hunter2",
      headers: { authorization: "hunter2" },
    },
    payload: { password: "hunter2" },
  });
  const { id, revision } = schedule;
  await client.updateSchedule({ id, revision, definition: encodeDefinition(definition) });
  const [event] = await service.database.query<{ actor: string; changes: { field: string }[] }>(
    "SELECT actor, credential, address, changes FROM audit_events WHERE subject_id = $1 AND action = 'SCHEDULE_UPDATED'",
    [id],
  );
  expect(event).toMatchObject({
    actor: users.teammate.username,
    credential: expect.stringMatching(/^api token dsk_[0-9a-f]{12}$/),
    address: "127.0.0.1",
    changes: expect.arrayContaining([
      { field: "description", before: '""', after: '"changed"' },
      { field: "target.url", before: "", after: '"https://example.com/?hidden"' },
      { field: "target.headers.authorization", before: "", after: "hidden" },
      { field: "payload.password", before: "", after: "hidden" },
    ]),
  });
  expect(JSON.stringify(event)).not.toContain("hunter2");
});

test("an owner may not have more schedules than the limit", async () => {
  const { dependencies, schedules, databaseUrl, address } = service;
  const limited = await createTestUser(databaseUrl, { role: "EDITOR" });
  const client = createRpcClient(ScheduleService, address, { headers: limited.headers });
  const before = dependencies.ownerQuota;
  dependencies.ownerQuota = createOwnerQuota({
    limit: 2,
    count: (owner, limit) => countOwnedSchedules(dependencies.database, { owner, limit }),
  });
  const create = () => client.createSchedule({ definition: encodeDefinition(aDefinition()) });
  const [first] = [await create(), await create()];
  expect(await refusalOf(create())).toMatchObject({
    code: "RESOURCE_EXHAUSTED",
    reason: "TOO_MANY_SCHEDULES",
  });
  await schedules.deleteSchedule({ id: first.schedule?.id ?? "" });
  await create();
  dependencies.ownerQuota = before;
  client.close();
});
