import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { runIdOf, SHARD_COUNT, shardOf } from "@repo/core";
import {
  advanceCursors,
  advanceHorizon,
  findOverdueRuns,
  findUnconfirmedRuns,
  holdHorizon,
  insertPlannedRuns,
  insertSkippedRanges,
  lockDueSchedules,
  type NewRun,
  readHorizon,
  type ScheduleRow,
  unconfirmQueuedRuns,
  withdrawRuns,
} from "../src/index.ts";
import { claim, type Ledger, openLedger } from "./ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger[Symbol.asyncDispose]());

const ALL = { shardFrom: 0, shardUntil: SHARD_COUNT };
const NOON = new Date("2026-03-02T12:00:00Z");
const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);

function newRun(schedule: ScheduleRow, dueAt: Date, overrides: Partial<NewRun> = {}): NewRun {
  return {
    scheduleId: schedule.id,
    dueAt,
    fireAt: dueAt,
    revision: schedule.revision,
    misfired: false,
    ...overrides,
  };
}

async function dueAt(schedule: ScheduleRow, nextDueAt: Date): Promise<ScheduleRow> {
  await advanceCursors(ledger.database, [{ scheduleId: schedule.id, nextDueAt, plannedCount: 0 }]);
  return schedule;
}

describe("a run is unique by its schedule and due time", () => {
  test("two planners that insert the same due times at once make each a run once", async () => {
    const schedule = await ledger.addSchedule();
    await ledger.partitions.ensure(NOON, NOON);
    const runs = Array.from({ length: 200 }, (_, i) =>
      newRun(schedule, new Date(NOON.getTime() + i * 1_000)),
    );
    const inserted = await Promise.all([
      insertPlannedRuns(ledger.database, runs),
      insertPlannedRuns(ledger.database, runs),
    ]);
    expect(inserted.flat()).toHaveLength(200);
    expect(new Set(inserted.flat().map(runIdOf)).size).toBe(200);
  });

  test.each<[string, string, number, boolean]>([
    ["superseded", "SKIPPED/SUPERSEDED", 0, true],
    ["paused away", "SKIPPED/PAUSED", 0, true],
    ["superseded after it had run", "SKIPPED/SUPERSEDED", 1, false],
    ["deleted", "SKIPPED/DELETED", 0, false],
    ["misfired", "SKIPPED/MISFIRED", 0, false],
    ["overlapped", "SKIPPED/OVERLAPPED", 0, false],
    ["cancelled", "CANCELLED/CANCELLED_BY_REQUEST", 0, false],
    ["succeeded", "SUCCEEDED/", 1, false],
    ["running", "RUNNING/", 1, false],
    ["still planned", "PLANNED/", 0, false],
  ])(
    "a run that was %s comes back under the new revision: %s, attempt %d: %p",
    async (_, stored, attempt, comesBack) => {
      const schedule = await ledger.addSchedule();
      const [state, reason] = stored.split("/");
      await ledger.partitions.ensure(NOON, NOON);
      await insertPlannedRuns(ledger.database, [newRun(schedule, NOON)]);
      await ledger.database.query(
        "UPDATE runs SET state = $2, reason = $3, attempt = $4 WHERE schedule_id = $1",
        [schedule.id, state, reason || null, attempt],
      );
      const fireAt = new Date(NOON.getTime() + 5);
      const back = await insertPlannedRuns(ledger.database, [
        newRun(schedule, NOON, { revision: 2, fireAt }),
      ]);
      expect(back.length === 1).toBe(comesBack);
      const run = await ledger.readRun({ scheduleId: schedule.id, dueAt: NOON });
      expect(run).toMatchObject(
        comesBack
          ? { state: "PLANNED", reason: null, revision: 2, availableAt: fireAt, finishedAt: null }
          : { state, reason: reason || null, revision: 1 },
      );
    },
  );

  test("a job of the old revision cannot claim a run that came back", async () => {
    const schedule = await ledger.addSchedule();
    const run = await ledger.planRun(schedule, 5);
    await withdrawRuns(ledger.database, { scheduleId: schedule.id, reason: "SUPERSEDED" });
    await insertPlannedRuns(ledger.database, [newRun(schedule, run.dueAt, { revision: 2 })]);
    const worker = await ledger.addWorker("reviver");
    expect(await claim(ledger.database, worker, [run])).toEqual([]);
    expect(await claim(ledger.database, worker, [{ ...run, revision: 2 }])).toHaveLength(1);
  });

  test("a misfired due time is a row with its reason, and nothing to execute", async () => {
    const schedule = await ledger.addSchedule();
    await ledger.partitions.ensure(NOON, NOON);
    expect(await insertPlannedRuns(ledger.database, [newRun(schedule, NOON, { misfired: true })])).toEqual(
      [],
    );
    expect(await ledger.readRun({ scheduleId: schedule.id, dueAt: NOON })).toMatchObject({
      state: "SKIPPED",
      reason: "MISFIRED",
      availableAt: null,
      finishedAt: expect.any(Date),
    });
  });
});

test("planners share the due schedules: each gets others, and what was not planned is left", async () => {
  const due = await Promise.all(
    Array.from({ length: 6 }, async () => dueAt(await ledger.addSchedule(), at(-60))),
  );
  await dueAt(await ledger.addSchedule(), at(60));
  const look = { shards: ALL, until: NOON, limit: 4 };
  const first = await ledger.database.transaction(async (sql) => {
    const { rows: locked } = await lockDueSchedules(sql, look);
    const { rows: others } = await ledger.database.transaction((other) => lockDueSchedules(other, look));
    const taken = new Set([...locked, ...others].map(({ id }) => id));
    expect([locked.length, others.length]).toEqual([4, 2]);
    expect(taken).toEqual(new Set(due.map(({ id }) => id)));
    await advanceCursors(
      sql,
      locked.map(({ id }) => ({ scheduleId: id, nextDueAt: at(60), plannedCount: 1 })),
    );
    return locked;
  });
  const { rows: left } = await ledger.database.transaction((sql) =>
    lockDueSchedules(sql, { ...look, limit: 10 }),
  );
  expect(left.map(({ id }) => id).sort()).toEqual(
    due
      .map(({ id }) => id)
      .filter((id) => !first.some((row) => row.id === id))
      .sort(),
  );
  await advanceCursors(
    ledger.database,
    due.map(({ id }) => ({ scheduleId: id, nextDueAt: undefined, plannedCount: 0 })),
  );
});

describe("the horizon", () => {
  test("does not move past a cursor, and never back", async () => {
    const schedule = await dueAt(await ledger.addSchedule(), at(5));
    expect(await advanceHorizon(ledger.database, ALL, at(6))).toBe(false);
    expect(await advanceHorizon(ledger.database, ALL, at(5))).toBe(true);
    await dueAt(schedule, at(60));
    expect(await advanceHorizon(ledger.database, ALL, at(30))).toBe(true);
    expect(await advanceHorizon(ledger.database, ALL, at(10))).toBe(true);
    expect((await readHorizon(ledger.database)).horizon).toEqual(at(30));
  });

  test("is that of the shard that is planned least far", async () => {
    expect(await advanceHorizon(ledger.database, { shardFrom: 0, shardUntil: 10 }, at(40))).toBe(true);
    expect((await readHorizon(ledger.database)).horizon).toEqual(at(30));
    await ledger.database.transaction(async (sql) => {
      expect(await holdHorizon(sql, 9)).toEqual(at(40));
      expect(await holdHorizon(sql, 10)).toEqual(at(30));
    });
  });

  test("stands still while an edit holds it, and then sees the cursor that the edit has set back", async () => {
    const schedule = await dueAt(await ledger.addSchedule(), at(600));
    const edit = await ledger.database.transaction(async (sql) => {
      const horizon = await holdHorizon(sql, shardOf(schedule.id));
      const advancing = advanceHorizon(ledger.database, ALL, at(120));
      await ledger.untilBlocked(1);
      await advanceCursors(sql, [{ scheduleId: schedule.id, nextDueAt: horizon, plannedCount: 0 }]);
      return { advancing };
    });
    expect(await edit.advancing).toBe(false);
    await dueAt(schedule, at(600));
  });
});

test("a cursor without a due time completes its schedule", async () => {
  const schedule = await ledger.addSchedule();
  await advanceCursors(ledger.database, [{ scheduleId: schedule.id, nextDueAt: undefined, plannedCount: 3 }]);
  const [row] = await ledger.database.query<ScheduleRow>(
    "SELECT * FROM schedules JOIN schedule_cursors ON schedule_id = id WHERE id = $1",
    [schedule.id],
  );
  expect(row).toMatchObject({ state: "COMPLETED", plannedCount: 3, nextDueAt: null });
});

test("a skipped range that is told twice stands once, as it was told last", async () => {
  const { id: scheduleId } = await ledger.addSchedule();
  const range = { scheduleId, from: NOON, until: at(1), reason: "MISFIRED" as const };
  await insertSkippedRanges(ledger.database, [range]);
  await insertSkippedRanges(ledger.database, [{ ...range, until: at(2) }]);
  const rows = await ledger.database.query(
    "SELECT from_at, until_at FROM skipped_ranges WHERE schedule_id = $1",
    [scheduleId],
  );
  expect(rows).toEqual([{ fromAt: NOON, untilAt: at(2) }]);
});

describe("what the outbox finds", () => {
  test("runs planned a while ago whose job was not confirmed, and no others", async () => {
    const schedule = await ledger.addSchedule({ queue: "reports", priority: 7 });
    const forgotten = await ledger.planRun(schedule, 3);
    const fresh = await ledger.planRun(schedule, 2);
    const longAgo =
      "UPDATE runs SET planned_at = now() - interval '1 min' WHERE schedule_id = $1 AND due_at = $2";
    await ledger.database.query(longAgo, [schedule.id, forgotten.dueAt]);
    const found = await findUnconfirmedRuns(ledger.database, { olderThanMs: 5_000, limit: 1_000 });
    expect(found).toContainEqual({ ...forgotten, state: undefined, queue: "reports", priority: 7 } as never);
    expect(found.map(runIdOf)).not.toContain(runIdOf(fresh));
  });

  test("overdue runs page by page, also those that are due at the same instant", async () => {
    const due = await ledger.planRun(await ledger.addSchedule(), 60);
    const schedules = await Promise.all(Array.from({ length: 9 }, () => ledger.addSchedule()));
    await insertPlannedRuns(
      ledger.database,
      schedules.map((schedule) => newRun(schedule, due.dueAt)),
    );
    const ids = [due.scheduleId, ...schedules.map(({ id }) => id)];
    await ledger.database.query("UPDATE runs SET state = 'QUEUED' WHERE schedule_id = ANY($1)", [ids]);
    const seen: string[] = [];
    let after: Parameters<typeof findOverdueRuns>[1]["after"];
    do {
      const page = await findOverdueRuns(ledger.database, { overdueMs: 10_000, after, limit: 4 });
      seen.push(...page.map(({ scheduleId }) => scheduleId));
      after = page.length === 4 ? page.at(-1) : undefined;
    } while (after);
    expect(seen.sort()).toEqual(ids.sort());
  });

  test("everything again that waits, in the order in which others lock runs", async () => {
    const schedules = [await ledger.addSchedule(), await ledger.addSchedule()];
    // stored in the opposite order
    const [last, first] = schedules.toSorted((a, b) => (a.id < b.id ? 1 : -1));
    if (first === undefined || last === undefined) throw new Error("there are two");
    const second = await ledger.planRun(last, 1);
    await insertPlannedRuns(ledger.database, [newRun(first, second.dueAt)]);
    const ids = schedules.map(({ id }) => id);
    await ledger.database.query("UPDATE runs SET state = 'QUEUED' WHERE schedule_id = ANY($1)", [ids]);
    const unconfirmed = await ledger.database.transaction(async (sql) => {
      const lock = "SELECT 1 FROM runs WHERE schedule_id = $1 AND due_at = $2 FOR NO KEY UPDATE";
      await sql.query(lock, [first.id, second.dueAt]);
      const counting = unconfirmQueuedRuns(ledger.database);
      counting.catch(() => undefined);
      await ledger.untilBlocked(1);
      await sql.query(lock, [last.id, second.dueAt]);
      return { counting };
    });
    expect(await unconfirmed.counting).toBeGreaterThanOrEqual(2);
    for (const scheduleId of ids)
      expect(await ledger.readRun({ scheduleId, dueAt: second.dueAt })).toMatchObject({ state: "PLANNED" });
  });
});
