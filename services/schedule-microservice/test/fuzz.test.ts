import { afterAll, beforeAll, expect, test } from "bun:test";
import { create } from "@bufbuild/protobuf";
import { encodeDefinition } from "@repo/proto";
import { OverviewService } from "@repo/proto/scheduler/v1/overview_service_pb";
import { PlannerService } from "@repo/proto/scheduler/v1/planner_service_pb";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { ScheduleDefinitionSchema } from "@repo/proto/scheduler/v1/schedule_pb";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { aDefinition, arbitraryMessage, createTestUser, fuzzMethods, serviceHeaders } from "@repo/testing";
import fc from "fast-check";
import { type RunningService, startService } from "./running-service.ts";

const MESSAGES_PER_METHOD = 500;

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());

test("no message, however generated, is answered INTERNAL", async () => {
  const { headers } = await createTestUser(service.databaseUrl, { role: "ADMIN" });
  const { address } = service;
  const methods = [...ScheduleService.methods, ...RunService.methods, ...OverviewService.methods];
  const users = await fuzzMethods({
    address,
    methods,
    headers,
    messagesPerMethod: MESSAGES_PER_METHOD,
    target: (await service.create()).id,
  });
  const services = await fuzzMethods({
    address,
    methods: PlannerService.methods,
    headers: serviceHeaders(),
    messagesPerMethod: MESSAGES_PER_METHOD,
  });
  for (const { failures } of [users, services]) expect(failures).toEqual([]);
  expect(users.calls + services.calls).toBe(
    MESSAGES_PER_METHOD * (methods.length + PlannerService.methods.length),
  );
  // and it still does its work
  expect((await service.create()).state).toBe("ACTIVE");
}, 300_000);

test("a good definition with one field made strange is stored or refused, never INTERNAL", async () => {
  const good = encodeDefinition(aDefinition());
  const codes = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(arbitraryMessage(ScheduleDefinitionSchema), fc.nat(), async (strange, choice) => {
      const fields = Object.keys(strange) as (keyof typeof strange)[];
      const field = fields[choice % Math.max(fields.length, 1)];
      const made = create(ScheduleDefinitionSchema, strange);
      const definition = {
        ...good,
        name: crypto.randomUUID(),
        ...(field && { [field]: made[field] }),
      };
      const code = await service.schedules.createSchedule({ definition }).then(
        () => "OK",
        (error) => error.code,
      );
      codes.set(code, (codes.get(code) ?? 0) + 1);
      expect(["OK", "INVALID_ARGUMENT", "ALREADY_EXISTS"]).toContain(code);
    }),
    { numRuns: 2_000 },
  );
  expect(codes.get("OK")).toBeGreaterThan(100);
  expect(codes.get("INVALID_ARGUMENT")).toBeGreaterThan(100);
}, 300_000);
