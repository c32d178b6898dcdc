import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { endAttempt, runIdOf } from "@repo/core";
import {
  bufferRun,
  buryProcesses,
  cancelRun,
  confirmQueued,
  endAttempts,
  findLostRuns,
  freeStaleSlots,
  readClaimCandidates,
  renewProcess,
  skipRuns,
  withdrawRuns,
} from "../src/index.ts";
import { claim, type Ledger, openLedger, succeed } from "./ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger[Symbol.asyncDispose]());

const workers = (count: number) =>
  Promise.all(Array.from({ length: count }, () => ledger.addWorker(crypto.randomUUID())));

describe("one claim wins", () => {
  test("of 16 workers that claim the same run at once", async () => {
    const run = await ledger.planRun(await ledger.addSchedule(), 1);
    const claims = await Promise.all(
      (await workers(16)).map((worker) => claim(ledger.database, worker, [run])),
    );
    expect(claims.flat()).toHaveLength(1);
    expect(await ledger.readRun(run)).toMatchObject({ state: "RUNNING", attempt: 1, availableAt: null });
  });

  test("for each of many runs, when workers claim overlapping batches in different orders", async () => {
    const schedule = await ledger.addSchedule();
    const runs = await Promise.all(Array.from({ length: 40 }, (_, i) => ledger.planRun(schedule, i + 1)));
    const claims = await Promise.all(
      (await workers(8)).map((worker, i) =>
        claim(ledger.database, worker, i % 2 === 0 ? runs : runs.toReversed()),
      ),
    );
    const claimed = claims.flat().map(runIdOf);
    expect(claimed).toHaveLength(40);
    expect(new Set(claimed).size).toBe(40);
  });

  test("and confirming the jobs at the same time disturbs nobody: what moved meanwhile is claimed by the next look", async () => {
    const schedule = await ledger.addSchedule();
    const runs = await Promise.all(Array.from({ length: 100 }, (_, i) => ledger.planRun(schedule, i + 1)));
    const jobs = runs.map((run) => ({ ...run, bundleId: null }));
    const [worker = ""] = await workers(1);
    const [claimed] = await Promise.all([
      claim(ledger.database, worker, runs, { evenLate: true }),
      confirmQueued(ledger.database, jobs.toReversed()),
      confirmQueued(ledger.database, jobs),
    ]);
    claimed.push(...(await claim(ledger.database, worker, runs, { evenLate: true })));
    expect(claimed.map(runIdOf).sort()).toEqual(runs.map(runIdOf).sort());
    for (const run of runs) expect(await ledger.readRun(run)).toMatchObject({ state: "RUNNING" });
  });
});

describe("nothing is claimed", () => {
  test.each<[string, { attempt?: number; revision?: number; secondsAgo?: number }]>([
    ["by a job of a later attempt", { attempt: 1 }],
    ["by a job of another revision", { revision: 2 }],
    ["before its time", { secondsAgo: -60 }],
  ])("%s", async (_, { secondsAgo = 1, ...job }) => {
    const run = await ledger.planRun(await ledger.addSchedule(), secondsAgo);
    const [worker = ""] = await workers(1);
    expect(await claim(ledger.database, worker, [{ ...run, ...job }])).toEqual([]);
    expect(await ledger.readRun(run)).toMatchObject({ state: "PLANNED", attempt: 0 });
  });

  test("by a worker that nobody knows, whose lease has expired, or that was taken for dead", async () => {
    const run = await ledger.planRun(await ledger.addSchedule(), 1);
    const expired = await ledger.addWorker("expired", -1_000);
    const buried = await ledger.addWorker("buried", -1_000);
    expect(await buryProcesses(ledger.database, [buried])).toEqual([buried]);
    for (const worker of ["unknown", expired, buried]) {
      expect(await claim(ledger.database, worker, [run])).toEqual([]);
    }
    const lease = { service: "worker", host: "here", leaseDuration: 60_000 };
    expect(await renewProcess(ledger.database, { id: buried, ...lease })).toBe(false);
    // an outage of Postgres lets every lease expire, and nobody has died
    expect(await renewProcess(ledger.database, { id: expired, ...lease })).toBe(true);
    expect(await claim(ledger.database, expired, [run])).toHaveLength(1);
  });

  test("that was withdrawn or skipped a moment before, or started a moment before the withdrawal", async () => {
    const [worker = ""] = await workers(1);
    for (let round = 0; round < 10; round++) {
      const schedule = await ledger.addSchedule();
      const runs = await Promise.all([1, 2, 3, 4].map((secondsAgo) => ledger.planRun(schedule, secondsAgo)));
      const [claimed, withdrawn] = await Promise.all([
        claim(ledger.database, worker, runs),
        withdrawRuns(ledger.database, { scheduleId: schedule.id, reason: "PAUSED" }),
      ]);
      // each run is one or the other
      expect([...claimed, ...withdrawn].map(runIdOf).sort()).toEqual(runs.map(runIdOf).sort());
    }
  });
});

describe("fencing", () => {
  test("only the worker and the attempt that hold a run can end it", async () => {
    const run = await ledger.planRun(await ledger.addSchedule(), 1);
    const [first = "", second = ""] = await workers(2);
    await claim(ledger.database, first, [run]);
    expect((await succeed(ledger.database, second, run)).runs).toEqual([]);
    expect((await succeed(ledger.database, first, run, 2)).runs).toEqual([]);
    expect(await ledger.readRun(run)).toMatchObject({ state: "RUNNING", workerId: first });
    expect((await succeed(ledger.database, first, run)).runs).toHaveLength(1);
    expect((await succeed(ledger.database, first, run)).runs).toEqual([]);
  });

  test("a worker that was taken for dead cannot end what others have taken over", async () => {
    const run = await ledger.planRun(await ledger.addSchedule(), 1);
    const dead = await ledger.addWorker("dead", 60_000);
    await claim(ledger.database, dead, [run]);
    await ledger.database.query(
      "UPDATE processes SET lease_expires_at = now() - interval '1 s' WHERE id = 'dead'",
    );
    await buryProcesses(ledger.database, [dead]);

    const lost = (await findLostRuns(ledger.database, 10)).filter(({ workerId }) => workerId === dead);
    expect(lost).toHaveLength(1);
    const takeOver = () =>
      endAttempts(
        ledger.database,
        lost.map((held) => ({
          ...held,
          outcome: "WORKER_LOST" as const,
          message: "",
          output: undefined,
          duration: 0,
          end: endAttempt({ ...held, runId: runIdOf(held), outcome: "WORKER_LOST", retryable: true }),
        })),
      );
    // both replicas find it; one moves it on
    const moved = await Promise.all([takeOver(), takeOver()]);
    expect(moved.flatMap(({ runs }) => runs)).toMatchObject([{ state: "QUEUED", reason: "WORKER_LOST" }]);
    expect((await succeed(ledger.database, dead, run)).runs).toEqual([]);

    const [alive = ""] = await workers(1);
    expect(await claim(ledger.database, alive, [{ ...run, attempt: 1 }])).toMatchObject([{ attempt: 2 }]);
    expect((await succeed(ledger.database, alive, run, 2)).runs).toMatchObject([{ state: "SUCCEEDED" }]);
  });

  test("a run that was asked to stop is not tried again", async () => {
    const run = await ledger.planRun(await ledger.addSchedule(), 1);
    const [worker = ""] = await workers(1);
    await claim(ledger.database, worker, [run]);
    const cancelled = await cancelRun(ledger.database, run, {
      reason: "CANCELLED_BY_REQUEST",
      message: "stop",
    });
    expect(cancelled?.run).toMatchObject({ state: "RUNNING", workerId: worker });
    const { runs } = await endAttempts(ledger.database, [
      {
        ...run,
        attempt: 1,
        workerId: worker,
        outcome: "FAILED",
        end: { state: "QUEUED", reason: "RETRYING", retryAfter: 0 },
        message: "the connection was closed",
        output: undefined,
        duration: 1,
      },
    ]);
    expect(runs).toMatchObject([
      { state: "CANCELLED", reason: "CANCELLED_BY_REQUEST", availableAt: null, message: "stop" },
    ]);
    const attempts = await ledger.database.query("SELECT message FROM attempts WHERE schedule_id = $1", [
      run.scheduleId,
    ]);
    expect(attempts).toEqual([{ message: "the connection was closed" }]);
  });
});

describe("the slot of a schedule whose runs must not overlap", () => {
  /** A running run and further ones whose time has come, oldest first. */
  async function activeAndWaiting(waitingCount: number) {
    const schedule = await ledger.addSchedule({ overlapPolicy: "BUFFER_ONE" });
    const [worker = ""] = await workers(1);
    const active = await ledger.planRun(schedule, waitingCount + 1);
    await claim(ledger.database, worker, [active]);
    const waiting = [];
    for (let i = waitingCount; i > 0; i--) waiting.push(await ledger.planRun(schedule, i));
    return { schedule, worker, active, waiting };
  }

  test("16 workers with a run each: one starts", async () => {
    const schedule = await ledger.addSchedule({ overlapPolicy: "SKIP" });
    const runs = await Promise.all(Array.from({ length: 16 }, (_, i) => ledger.planRun(schedule, i + 1)));
    const claims = await Promise.all(
      (await workers(16)).map((worker, i) =>
        claim(
          ledger.database,
          worker,
          [runs[i] ?? runs[0]].filter((r) => r !== undefined),
        ),
      ),
    );
    expect(claims.flat()).toHaveLength(1);
  });

  test("one worker with a batch of its runs: one starts", async () => {
    const schedule = await ledger.addSchedule({ overlapPolicy: "SKIP" });
    const runs = await Promise.all(Array.from({ length: 5 }, (_, i) => ledger.planRun(schedule, i + 1)));
    const [worker = ""] = await workers(1);
    expect(await claim(ledger.database, worker, runs)).toHaveLength(1);
  });

  test("is kept while a retry is to come, and the same run may take it again", async () => {
    const { worker, active, waiting } = await activeAndWaiting(1);
    const end = { state: "QUEUED", reason: "RETRYING", retryAfter: 0 } as const;
    const failed = {
      attempt: 1,
      workerId: worker,
      outcome: "FAILED" as const,
      message: "",
      output: undefined,
      duration: 1,
    };
    await endAttempts(ledger.database, [{ ...active, ...failed, end }]);
    expect(await claim(ledger.database, worker, waiting)).toEqual([]);
    expect(await claim(ledger.database, worker, [{ ...active, attempt: 1 }])).toHaveLength(1);
  });

  test("goes on to the run that waits, in the statement that ends the active one", async () => {
    const { worker, active, waiting } = await activeAndWaiting(1);
    const [next] = waiting;
    if (next === undefined) throw new Error("no run waits");
    expect(await bufferRun(ledger.database, { ...next, replace: false })).toEqual([]);
    expect(await ledger.readRun(next)).toMatchObject({
      state: "QUEUED",
      reason: "BUFFERED",
      availableAt: null,
    });
    expect(await claim(ledger.database, worker, [next])).toEqual([]);
    const { released } = await succeed(ledger.database, worker, active);
    expect(released).toMatchObject([{ dueAt: next.dueAt, attempt: 0, revision: 1, queue: "default" }]);
    expect(await claim(ledger.database, worker, [next])).toHaveLength(1);
  });

  test("goes on to the run that waits when the active one is cancelled before its next attempt", async () => {
    const { worker, active, waiting } = await activeAndWaiting(1);
    const [next] = waiting;
    if (next === undefined) throw new Error("no run waits");
    await bufferRun(ledger.database, { ...next, replace: false });
    const end = { state: "QUEUED", reason: "RETRYING", retryAfter: 60_000 } as const;
    const failed = {
      attempt: 1,
      workerId: worker,
      outcome: "FAILED" as const,
      message: "",
      output: undefined,
      duration: 1,
    };
    expect((await endAttempts(ledger.database, [{ ...active, ...failed, end }])).released).toEqual([]);
    const cancelled = await cancelRun(ledger.database, active, {
      reason: "CANCELLED_BY_OVERLAP",
      message: "",
    });
    expect(cancelled?.released).toMatchObject([{ dueAt: next.dueAt }]);
  });

  test("holds one waiting run; a second may only take its place", async () => {
    const { waiting } = await activeAndWaiting(2);
    const [older, newer] = waiting;
    if (older === undefined || newer === undefined) throw new Error("two runs are needed");
    await bufferRun(ledger.database, { ...older, replace: false });
    expect(await bufferRun(ledger.database, { ...newer, replace: false })).toBeUndefined();
    expect(await bufferRun(ledger.database, { ...newer, replace: true })).toMatchObject([
      { scheduleId: older.scheduleId, dueAt: older.dueAt, attempt: 0 },
    ]);
    expect(await ledger.readRun(older)).toMatchObject({ state: "SKIPPED", reason: "OVERLAPPED" });
    expect(await ledger.readRun(newer)).toMatchObject({ state: "QUEUED", reason: "BUFFERED" });
  });

  test("nothing waits for a run that has ended", async () => {
    const { worker, active, waiting } = await activeAndWaiting(1);
    const [next] = waiting;
    if (next === undefined) throw new Error("no run waits");
    await succeed(ledger.database, worker, active);
    expect(await bufferRun(ledger.database, { ...next, replace: false })).toBeUndefined();
    expect(await ledger.readRun(next)).toMatchObject({ state: "PLANNED", reason: null });
  });

  test("a run that begins to wait while the active one ends is released all the same", async () => {
    const { worker, active, waiting } = await activeAndWaiting(1);
    const [next] = waiting;
    if (next === undefined) throw new Error("no run waits");
    const ending = await ledger.database.transaction(async (sql) => {
      await bufferRun(sql, { ...next, replace: false });
      // looked at the ledger before the buffering was committed, and waits for the slot
      const ended = succeed(ledger.database, worker, active);
      await ledger.untilBlocked(1);
      return { ended };
    });
    expect((await ending.ended).released).toMatchObject([{ dueAt: next.dueAt }]);
    expect(await ledger.readRun(next)).toMatchObject({ state: "QUEUED", reason: null });
  });

  test("of two runs that take the waiting place at once, the one that loses it is skipped", async () => {
    const { waiting } = await activeAndWaiting(3);
    const [first, second, third] = waiting;
    if (!first || !second || !third) throw new Error("three runs are needed");
    await bufferRun(ledger.database, { ...first, replace: false });
    const other = await ledger.database.transaction(async (sql) => {
      await bufferRun(sql, { ...second, replace: true });
      const replacing = bufferRun(ledger.database, { ...third, replace: true });
      await ledger.untilBlocked(1);
      return { replacing };
    });
    expect(await other.replacing).toMatchObject([{ dueAt: second.dueAt }]);
    expect(await ledger.readRun(first)).toMatchObject({ state: "SKIPPED", reason: "OVERLAPPED" });
    expect(await ledger.readRun(second)).toMatchObject({ state: "SKIPPED", reason: "OVERLAPPED" });
    expect(await ledger.readRun(third)).toMatchObject({ state: "QUEUED", reason: "BUFFERED" });
  });

  test.each(["withdrawn", "cancelled"] as const)("a waiting run that is %s leaves its place", async (how) => {
    const { schedule, active, waiting } = await activeAndWaiting(2);
    const [older, newer] = waiting;
    if (older === undefined || newer === undefined) throw new Error("two runs are needed");
    await bufferRun(ledger.database, { ...older, replace: false });
    if (how === "withdrawn")
      await withdrawRuns(ledger.database, { scheduleId: schedule.id, reason: "PAUSED" });
    else await cancelRun(ledger.database, older, { reason: "CANCELLED_BY_REQUEST", message: "" });
    const [candidate] = await readClaimCandidates(ledger.database, [{ ...newer, attempt: 1 }]);
    expect(candidate?.activeDueAt).toEqual(active.dueAt);
    expect(candidate?.facts.overlap).toEqual({ active: true, buffered: false });
  });

  test("a run that waits for its next attempt gives the slot back when it is withdrawn", async () => {
    const { schedule, worker, active } = await activeAndWaiting(0);
    const end = { state: "QUEUED", reason: "RETRYING", retryAfter: 60_000 } as const;
    const failed = {
      attempt: 1,
      workerId: worker,
      outcome: "FAILED" as const,
      message: "",
      output: undefined,
      duration: 1,
    };
    await endAttempts(ledger.database, [{ ...active, ...failed, end }]);
    const withdrawn = await withdrawRuns(ledger.database, { scheduleId: schedule.id, reason: "PAUSED" });
    expect(withdrawn).toMatchObject([{ state: "CANCELLED", attempt: 1 }]);
    const next = await ledger.planRun(schedule, 0);
    expect(await claim(ledger.database, worker, [next])).toHaveLength(1);
  });

  test("a slot that stayed behind is freed, and what waited for it may start", async () => {
    const { schedule, active, waiting } = await activeAndWaiting(1);
    const [next] = waiting;
    if (next === undefined) throw new Error("no run waits");
    await bufferRun(ledger.database, { ...next, replace: false });
    await ledger.database.query("UPDATE runs SET state = 'FAILED' WHERE schedule_id = $1 AND due_at = $2", [
      schedule.id,
      active.dueAt,
    ]);
    const freed = await freeStaleSlots(ledger.database);
    expect(freed.scheduleIds).toContain(schedule.id);
    expect(freed.released).toContainEqual(
      expect.objectContaining({ dueAt: next.dueAt, scheduleId: schedule.id }),
    );
  });
});

test("a paused schedule lets no run by the spec start, and one by hand", async () => {
  const schedule = await ledger.addSchedule();
  const [bySpec, byHand] = [await ledger.planRun(schedule, 2), await ledger.planRun(schedule, 1)];
  await ledger.database.query("UPDATE runs SET kind = 'TRIGGERED' WHERE schedule_id = $1 AND due_at = $2", [
    schedule.id,
    byHand.dueAt,
  ]);
  await ledger.database.query("UPDATE schedules SET state = 'PAUSED' WHERE id = $1", [schedule.id]);
  const [worker = ""] = await workers(1);
  const claimed = await claim(ledger.database, worker, [bySpec, byHand]);
  expect(claimed.map(({ dueAt }) => dueAt)).toEqual([byHand.dueAt]);
});

test("a run that has been tried and may not start again is cancelled, and its slot is free", async () => {
  const schedule = await ledger.addSchedule({ overlapPolicy: "BUFFER_ONE" });
  const run = await ledger.planRun(schedule, 1);
  await ledger.database.query("UPDATE runs SET attempt = 1 WHERE schedule_id = $1", [schedule.id]);
  await ledger.database.query("INSERT INTO overlap_slots (schedule_id, due_at) VALUES ($1, $2)", [
    schedule.id,
    run.dueAt,
  ]);
  const { runs } = await skipRuns(ledger.database, [{ ...run, attempt: 2, revision: 1, reason: "PAUSED" }]);
  expect(runs).toMatchObject([{ state: "CANCELLED", attempt: 1 }]);
  expect(
    await ledger.database.query("SELECT 1 FROM overlap_slots WHERE schedule_id = $1", [schedule.id]),
  ).toEqual([]);
});

test("a skip takes only what still waits as its job says", async () => {
  const schedule = await ledger.addSchedule();
  const [waits, moved] = [await ledger.planRun(schedule, 2), await ledger.planRun(schedule, 1)];
  const [worker = ""] = await workers(1);
  await claim(ledger.database, worker, [moved]);
  const job = { attempt: 1, revision: 1, reason: "MISFIRED" as const };
  const skipped = await skipRuns(
    ledger.database,
    [waits, moved].map((run) => ({ ...run, ...job })),
  );
  expect(skipped.runs.map(({ dueAt }) => dueAt)).toEqual([waits.dueAt]);
  expect(await ledger.readRun(waits)).toMatchObject({
    state: "SKIPPED",
    reason: "MISFIRED",
    availableAt: null,
  });
});
