import { afterAll, beforeAll, expect, test } from "bun:test";
import { compileTiming, DomainError, dueTimesIn, type ScheduleDefinition, splitShards } from "@repo/core";
import { getSchedule, readDatabaseTime } from "@repo/db";
import { aCaller, aDefinition } from "@repo/testing";
import fc from "fast-check";
import { planChunk } from "../src/planning/plan-chunk.ts";
import { createSchedule } from "../src/schedules/create.ts";
import { deleteSchedule } from "../src/schedules/delete.ts";
import { pauseSchedule } from "../src/schedules/pause.ts";
import { resumeSchedule } from "../src/schedules/resume.ts";
import { updateSchedule } from "../src/schedules/update.ts";
import { type RunningService, startService } from "./running-service.ts";

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());

const MINUTE = 60_000;
/** Due times fall on minutes and horizons between them: what is due while a storm lasts is nobody's question. */
const HORIZON_STEP = 7 * MINUTE + 30_500;

type Step =
  | { kind: "plan"; lane: number; steps: number }
  | { kind: "create"; minutes: number; maxRuns: number | undefined }
  | { kind: "update"; schedule: number; minutes: number; maxRuns: number | undefined }
  | { kind: "pause" | "resume" | "delete"; schedule: number };

const minutes = fc.integer({ min: 1, max: 6 });
const maxRuns = fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined });
const schedule = fc.nat({ max: 7 });
const step = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.record({
    kind: fc.constant("plan" as const),
    lane: fc.nat({ max: 3 }),
    steps: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ kind: fc.constant("create" as const), minutes, maxRuns }),
  fc.record({ kind: fc.constant("update" as const), schedule, minutes, maxRuns }),
  fc.record({
    kind: fc.constantFrom(
      "pause" as const,
      "resume" as const,
      "pause" as const,
      "resume" as const,
      "delete" as const,
    ),
    schedule,
  }),
);
/** Four clients, each with its steps in order. */
const storm = fc.array(fc.array(step, { minLength: 3, maxLength: 8 }), { minLength: 4, maxLength: 4 });

const definitionOf = (every: number, limit: number | undefined): ScheduleDefinition =>
  aDefinition({
    spec: { type: "interval", every: every * MINUTE },
    ...(limit !== undefined && { maxRuns: limit }),
  });

/** Carries out one step; an edit that comes second, or too late, is refused and that is fine. */
async function carryOut(taken: Step, ids: string[], startedAt: Date): Promise<void> {
  const { dependencies } = service;
  const lanes = splitShards(4);
  try {
    if (taken.kind === "plan") {
      const until = new Date(startedAt.getTime() + taken.steps * HORIZON_STEP);
      const shards = lanes[taken.lane];
      if (shards) await planChunk(dependencies, { shards, until }, new AbortController().signal);
      return;
    }
    if (taken.kind === "create") {
      const definition = definitionOf(taken.minutes, taken.maxRuns);
      ids.push((await createSchedule(dependencies, { definition, paused: false }, aCaller())).id);
      return;
    }
    const id = ids[taken.schedule % Math.max(ids.length, 1)];
    if (id === undefined) return;
    if (taken.kind === "pause") await pauseSchedule(dependencies, { id, note: "" }, aCaller());
    if (taken.kind === "resume") await resumeSchedule(dependencies, id, aCaller());
    if (taken.kind === "delete") await deleteSchedule(dependencies, id, aCaller());
    if (taken.kind === "update") {
      const { revision } = await getSchedule(service.database, id);
      const definition = definitionOf(taken.minutes, taken.maxRuns);
      await updateSchedule(dependencies, { id, revision, definition }, aCaller());
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}

interface StoredSchedule {
  state: string;
  nextDueAt: Date | null;
  plannedCount: number;
  revision: number;
  plannedUntil: Date;
}

async function checkSchedule(id: string, settledAt: Date): Promise<void> {
  const [stored] = await service.database.query<StoredSchedule>(
    `SELECT state, next_due_at, planned_count, revision, planned_until
     FROM schedules JOIN schedule_cursors ON schedule_id = id JOIN shard_horizons USING (shard) WHERE id = $1`,
    [id],
  );
  if (stored === undefined) throw new Error("the schedule is gone");
  const rows = await service.database.query<{ dueAt: Date; state: string; revision: number }>(
    "SELECT due_at, state, revision FROM runs WHERE schedule_id = $1 AND due_at > $2 ORDER BY due_at",
    [id, settledAt],
  );
  const live = rows.filter(({ state }) => state !== "SKIPPED");
  if (stored.state === "PAUSED" || stored.state === "DELETED") {
    expect({ live, cursor: stored.nextDueAt }).toEqual({ live: [], cursor: null });
    return;
  }
  const { definition } = await getSchedule(service.database, id);
  const left = definition.maxRuns === undefined ? Number.POSITIVE_INFINITY : definition.maxRuns;
  const horizon = stored.plannedUntil;
  const dueTimes = dueTimesIn(
    compileTiming(definition, id),
    new Date(settledAt.getTime() + 1),
    horizon,
    10_000,
  );
  // earlier revisions may have used up a part of maxRuns, but only due times that have come
  const expected = dueTimes.slice(0, left);
  expect(live.map(({ dueAt }) => dueAt)).toEqual(expected);
  expect(stored.plannedCount).toBe(live.length);
  expect(live.every((run) => run.revision === stored.revision)).toBe(true);
  if (stored.state === "ACTIVE")
    expect(stored.nextDueAt?.getTime()).toBeGreaterThanOrEqual(horizon.getTime());
  else
    expect({ cursor: stored.nextDueAt, count: stored.plannedCount }).toEqual({ cursor: null, count: left });
}

test("edits and planners in any interleaving: every due time of each definition before the horizon is a run, once", async () => {
  await fc.assert(
    fc.asyncProperty(storm, async (clients) => {
      const startedAt = await untilMidMinute();
      await startAfresh();
      const ids: string[] = [];
      for (let i = 0; i < 4; i++) {
        const definition = definitionOf(1 + i, undefined);
        ids.push((await createSchedule(service.dependencies, { definition, paused: false }, aCaller())).id);
      }
      await Promise.all(
        clients.map(async (steps) => {
          for (const taken of steps) await carryOut(taken, ids, startedAt);
        }),
      );
      const settledAt = await readDatabaseTime(service.database);
      for (const id of ids) await checkSchedule(id, settledAt);
      const behind = await service.database.query(
        "SELECT 1 FROM schedule_cursors JOIN shard_horizons USING (shard) WHERE next_due_at < planned_until",
      );
      expect(behind).toEqual([]);
    }),
    { numRuns: 40, endOnFailure: true },
  );
}, 60_000);

/** No schedules, and nothing planned: each storm moves the horizon itself. */
async function startAfresh(): Promise<void> {
  await service.database.query("TRUNCATE schedules, runs, skipped_ranges CASCADE");
  await service.database.query("UPDATE shard_horizons SET planned_until = now()");
}

/** The database's time, away from a full minute: no due time passes while a storm lasts a few seconds. */
async function untilMidMinute(): Promise<Date> {
  for (;;) {
    const now = await readDatabaseTime(service.database);
    const second = now.getTime() % MINUTE;
    if (second > 500 && second < 57_000) return now;
    await Bun.sleep(second <= 500 ? 501 - second : MINUTE + 501 - second);
  }
}
