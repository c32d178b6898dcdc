import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  type Caller,
  compileTiming,
  nextDueAt,
  type Schedule,
  type ScheduleDefinitionInput,
} from "@repo/core";
import { createClockSkew, readDatabaseTime } from "@repo/db";
import { aDefinition } from "@repo/testing";
import { createSchedule } from "../src/schedules/create.ts";
import { type RunningService, startService } from "./running-service.ts";

const HOUR_MS = 3_600_000;
const CALLER: Caller = {
  principal: { kind: "SERVICE", service: "test" },
  actor: { name: "anna", credential: "test", address: "127.0.0.1", requestId: "request-1" },
};

let service: RunningService;
beforeAll(async () => {
  service = await startService();
  await service.plan(10);
});
afterAll(() => service[Symbol.asyncDispose]());

/** By a replica whose clock is `jumpMs` away from where it was when it was measured; undefined: never measured. */
async function createBy(
  jumpMs: number | undefined,
  overrides: Partial<ScheduleDefinitionInput>,
): Promise<Schedule> {
  let now = Date.now;
  const clock = createClockSkew(service.database, { limit: Number.POSITIVE_INFINITY, now: () => now() });
  if (jumpMs !== undefined) {
    await clock.measure();
    now = () => Date.now() + jumpMs;
  }
  const definition = aDefinition(overrides);
  return createSchedule({ ...service.dependencies, clock }, { definition, paused: false }, CALLER);
}

const storedOf = async ({ id }: Schedule) => {
  const [cursor] = await service.database.query<{ nextDueAt: Date; plannedCount: number }>(
    "SELECT next_due_at, planned_count FROM schedule_cursors WHERE schedule_id = $1",
    [id],
  );
  const events = await service.database.query<{ changes: { field: string }[] }>(
    "SELECT actor, credential, address, request_id, action, changes FROM audit_events WHERE subject_id = $1",
    [id],
  );
  return {
    cursor,
    events: events.map((event) => ({
      ...event,
      changes: event.changes
        .filter(({ field }) => field !== "name")
        .sort((a, b) => a.field.localeCompare(b.field)),
    })),
  };
};

/** Due once a day, in twelve hours. */
const inTwelveHours = () => {
  const hour = new Date(Date.now() + 12 * HOUR_MS).getUTCHours();
  return { spec: { type: "cron", expression: `0 ${hour} * * *`, timeZone: "UTC" } } as const;
};

test("a schedule is stored the same, whether or not the database was asked for its time before", async () => {
  const spec = inTwelveHours();
  const [asked, estimated] = [await createBy(undefined, spec), await createBy(0, spec)];
  expect({ ...estimated, ...unlike(asked) }).toEqual(asked);
  const stored = await storedOf(estimated);
  expect(stored).toEqual(await storedOf(asked));
  expect(stored).toMatchObject({
    cursor: { nextDueAt: estimated.nextDueAt, plannedCount: 0 },
    events: [{ actor: "anna", action: "SCHEDULE_CREATED", requestId: "request-1" }],
  });
});

function unlike({ id, definition: { name }, createdAt, updatedAt, definition }: Schedule) {
  return { id, createdAt, updatedAt, definition: { ...definition, name } };
}

test.each([
  ["goes as the database's", 0],
  ["has jumped two days ahead", 48 * HOUR_MS],
  ["has jumped two days back", -48 * HOUR_MS],
  ["is a few seconds ahead", 5_000],
])("the first due time is right when the clock %s", async (_, jumpMs) => {
  const before = await readDatabaseTime(service.database);
  const daily = await createBy(jumpMs, inTwelveHours());
  expect(daily.nextDueAt).toEqual(nextDueAt(compileTiming(daily.definition, daily.id), before));

  const frequent = await createBy(jumpMs, { spec: { type: "cron", expression: "*/10 * * * * *" } });
  const dueTimes = (await service.runsOf(frequent)).map(({ dueAt }) => dueAt.getTime());
  expect(Math.min(...dueTimes)).toBeLessThanOrEqual(frequent.createdAt.getTime() + 10_000);
  expect(dueTimes.length).toBeGreaterThanOrEqual(50);
});
