import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { type Run, type RunKey, runIdOf } from "@repo/core";
import { buryProcesses, cancelRun, type Database, type Prepared } from "@repo/db";
import { publishCancelRequests } from "@repo/queue";
import { eventually } from "@repo/testing";
import { type Bench, type BenchWorker, OK, openBench, type Script, untilAborted } from "./running-worker.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** Workers of one test do not take the jobs of the next. */
const started: BenchWorker[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((each) => each.close()));
});
async function startWorker(
  script: Script,
  options?: Parameters<Bench["startWorker"]>[1],
): Promise<BenchWorker> {
  const worker = await bench.startWorker(script, options);
  started.push(worker);
  return worker;
}

const FAILED = { ok: false, message: "HTTP 503", retryable: true } as const;
const outcomesOf = (run: Run) => run.attempts.map(({ outcome }) => outcome);
const isNamed = (name: string, statement: string | Prepared) =>
  typeof statement !== "string" && statement.name === name;
const keyOf = ({ scheduleId, dueAt }: Run): RunKey => ({ scheduleId, dueAt });

describe("an attempt", () => {
  test("that succeeds ends the run, with what the target said", async () => {
    const { calls, lease } = await startWorker(async () => ({ ok: true, output: { status: 200 } }));
    const id = await bench.startRun(await bench.addSchedule({ payload: { a: 1 } }));
    const run = await bench.untilState(id, "SUCCEEDED");
    expect(run).toMatchObject({ attempt: 1, workerId: lease.workerId, reason: undefined });
    expect(run.attempts).toMatchObject([{ attempt: 1, outcome: "SUCCEEDED", output: { status: 200 } }]);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ run: { id, attempt: 1 }, payload: { a: 1 } });
  });

  test("that fails is tried again after a pause, until it succeeds", async () => {
    const { calls } = await startWorker(async ({ run }) => (run.attempt < 3 ? FAILED : OK));
    const run = await bench.untilState(await bench.startRun(await bench.addSchedule()), "SUCCEEDED");
    expect(outcomesOf(run)).toEqual(["FAILED", "FAILED", "SUCCEEDED"]);
    expect(calls.map((call) => call.run.attempt)).toEqual([1, 2, 3]);
    const [first, second] = run.attempts;
    expect(Number(second?.startedAt) - Number(first?.finishedAt)).toBeGreaterThanOrEqual(50);
  });

  test("that fails after its schedule was paused is not tried again", async () => {
    const schedule = await bench.addSchedule({ maxAttempts: 5, initialBackoff: 100 });
    const { calls } = await startWorker(async () => {
      await bench.database.query("UPDATE schedules SET state = 'PAUSED' WHERE id = $1", [schedule.id]);
      return { ok: false, message: "no", retryable: true };
    });
    const run = await bench.untilState(await bench.startRun(schedule), "CANCELLED");
    expect(run).toMatchObject({ reason: "PAUSED", attempt: 1 });
    expect(calls).toHaveLength(1);
  });

  test("that fails as often as allowed fails the run", async () => {
    await startWorker(async () => FAILED);
    const run = await bench.untilState(
      await bench.startRun(await bench.addSchedule({ maxAttempts: 2 })),
      "FAILED",
    );
    expect(run).toMatchObject({ attempt: 2, reason: "TARGET_FAILED", message: "HTTP 503" });
  });

  test("that fails for good is not tried again", async () => {
    await startWorker(async () => ({ ...FAILED, retryable: false }));
    const run = await bench.untilState(await bench.startRun(await bench.addSchedule()), "FAILED");
    expect(outcomesOf(run)).toEqual(["FAILED"]);
  });

  test("whose target throws is a failed one, and says nothing of the inside", async () => {
    await startWorker(() => Promise.reject(new Error("postgres://user:secret@host")));
    const run = await bench.untilState(
      await bench.startRun(await bench.addSchedule({ maxAttempts: 1 })),
      "FAILED",
    );
    expect(run.message).toBe("the worker could not carry out the target; see its log");
  });

  test("that takes too long is aborted, also when the target does not stop", async () => {
    const signals: AbortSignal[] = [];
    await startWorker(({ signal }) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    const schedule = await bench.addSchedule({ attemptTimeout: 1_000, maxAttempts: 1 });
    const run = await bench.untilState(await bench.startRun(schedule), "TIMED_OUT");
    expect(run).toMatchObject({ reason: "ATTEMPT_TIMED_OUT", attempts: [{ outcome: "TIMED_OUT" }] });
    expect(signals[0]?.aborted).toBe(true);
  });
});

describe("cancelling a running attempt", () => {
  async function cancel(run: Run) {
    const cancelled = await cancelRun(bench.database, keyOf(run), {
      reason: "CANCELLED_BY_REQUEST",
      message: "",
    });
    if (cancelled === undefined) throw new Error("the run has ended");
    return { ...cancelled.run, reason: "CANCELLED_BY_REQUEST" } as const;
  }

  test("stops it within a second", async () => {
    await startWorker(untilAborted);
    const run = await bench.untilState(await bench.startRun(await bench.addSchedule()), "RUNNING");
    const request = await cancel(run);
    const askedMs = performance.now();
    await publishCancelRequests(bench.producer.redis, [request]);
    const ended = await bench.untilState(run.id, "CANCELLED");
    expect(performance.now() - askedMs).toBeLessThan(1_000);
    expect(ended).toMatchObject({ reason: "CANCELLED_BY_REQUEST", attempts: [{ outcome: "CANCELLED" }] });
  });

  test("is found at the next heartbeat by a worker that did not hear of it", async () => {
    const { worker } = await startWorker(untilAborted, { listens: false });
    const run = await bench.untilState(await bench.startRun(await bench.addSchedule()), "RUNNING");
    await cancel(run);
    await worker.heartbeat();
    expect(await bench.untilState(run.id, "CANCELLED")).toMatchObject({ attempt: 1 });
  });
});

describe("at the claim", () => {
  test.each([
    ["SKIP", 120, "SKIPPED MISFIRED"],
    ["SKIP", 30, "SUCCEEDED"],
    ["FIRE_ONCE", 120, "SUCCEEDED"],
    ["FIRE_ALL", 120, "SUCCEEDED"],
  ] as const)("%s, found %d s late: %s", async (misfirePolicy, secondsAgo, outcome) => {
    const { calls } = await startWorker(async () => OK);
    const id = await bench.startRun(await bench.addSchedule({ misfirePolicy }), { secondsAgo });
    const { state, reason } = await bench.untilState(id, "SUCCEEDED", "SKIPPED");
    expect([state, reason].filter(Boolean).join(" ")).toBe(outcome);
    expect(calls).toHaveLength(outcome === "SUCCEEDED" ? 1 : 0);
  });

  test("FIRE_ONCE of several late ones runs the newest", async () => {
    const schedule = await bench.addSchedule({ misfirePolicy: "FIRE_ONCE" });
    const ids = [];
    for (const secondsAgo of [300, 240, 180]) ids.push(await bench.startRun(schedule, { secondsAgo }));
    await startWorker(async () => OK);
    const runs = await Promise.all(ids.map((id) => bench.untilState(id, "SUCCEEDED", "SKIPPED")));
    expect(runs.map(({ state }) => state)).toEqual(["SKIPPED", "SKIPPED", "SUCCEEDED"]);
  });

  test("a job that comes early by the database's clock comes back, and starts no earlier than it should", async () => {
    await startWorker(async () => OK);
    const id = await bench.startRun(await bench.addSchedule(), { fireInMs: 700 });
    const run = await bench.untilState(id, "SUCCEEDED");
    expect(Number(run.startedAt)).toBeGreaterThanOrEqual(run.fireAt.getTime());
  });

  test("Postgres does not answer: the job comes back and the run succeeds", async () => {
    let failures = 1;
    const database: Database = {
      ...bench.database,
      query: (statement, values) =>
        isNamed("claim-runs", statement) && failures-- > 0
          ? Promise.reject(new Error("the connection is gone"))
          : bench.database.query(statement, values),
    };
    const { calls } = await startWorker(async () => OK, { database });
    const id = await bench.startRun(await bench.addSchedule());
    expect(await bench.untilState(id, "SUCCEEDED")).toMatchObject({ attempt: 1 });
    expect(calls).toHaveLength(1);
  });

  test("the claim is committed but its answer is lost: a heartbeat gives the run back", async () => {
    let losses = 1;
    const database: Database = {
      ...bench.database,
      async query(statement, values) {
        const rows = await bench.database.query<never>(statement, values);
        // a claim that met its run just being confirmed has claimed nothing, and there is nothing to lose
        if (isNamed("claim-runs", statement) && rows.length > 0 && losses-- > 0)
          throw new Error("the connection is gone");
        return rows;
      },
    };
    const { worker, calls } = await startWorker(async () => OK, { database });
    const id = await bench.startRun(await bench.addSchedule());
    const run = await bench.untilState(id, "RUNNING");
    expect(calls).toHaveLength(0);
    await worker.heartbeat();
    expect((await bench.read(id)).state).toBe("RUNNING");
    await bench.database.query(
      "UPDATE runs SET attempt_started_at = now() - interval '1 min' WHERE schedule_id = $1",
      [run.scheduleId],
    );
    await worker.heartbeat();
    expect(outcomesOf(await bench.untilState(id, "SUCCEEDED"))).toEqual(["WORKER_LOST", "SUCCEEDED"]);
  });
});

describe("overlap", () => {
  /** Counts how many runs of a schedule are in the target at once. */
  function counting(stayMs: number) {
    let active = 0;
    const seen = { most: 0 };
    const script: Script = async ({ signal }) => {
      seen.most = Math.max(seen.most, ++active);
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, stayMs);
        signal.addEventListener("abort", () => resolve(clearTimeout(timer)), { once: true });
      });
      active--;
      return signal.aborted ? { ok: false, message: "stopped", retryable: true } : OK;
    };
    return { script, seen };
  }

  test.each(["SKIP", "BUFFER_ONE", "CANCEL_RUNNING"] as const)(
    "%s: of 12 runs that come at once to two workers, never two are active",
    async (overlapPolicy) => {
      const { script, seen } = counting(150);
      await Promise.all([startWorker(script), startWorker(script)]);
      const schedule = await bench.addSchedule({ overlapPolicy, misfirePolicy: "FIRE_ALL" });
      const ids = await Promise.all(
        Array.from({ length: 12 }, (_, i) => bench.startRun(schedule, { secondsAgo: i })),
      );
      const runs = await Promise.all(
        ids.map((id) => bench.untilState(id, "SUCCEEDED", "SKIPPED", "CANCELLED")),
      );
      expect(seen.most).toBe(1);
      expect(runs.filter(({ state }) => state === "SUCCEEDED").length).toBeGreaterThanOrEqual(1);
      const slots = await bench.database.query("SELECT 1 FROM overlap_slots WHERE schedule_id = $1", [
        schedule.id,
      ]);
      expect(slots).toEqual([]);
    },
  );

  test("ALLOW lets them run side by side", async () => {
    const { script, seen } = counting(500);
    await startWorker(script);
    const schedule = await bench.addSchedule({ overlapPolicy: "ALLOW" });
    const ids = await Promise.all([0, 1, 2].map((secondsAgo) => bench.startRun(schedule, { secondsAgo })));
    await Promise.all(ids.map((id) => bench.untilState(id, "SUCCEEDED")));
    expect(seen.most).toBe(3);
  });

  test("BUFFER_ONE runs the one that waits as soon as the active one has ended, however late that is", async () => {
    const { promise: end, resolve: endFirst } = Promise.withResolvers<void>();
    await startWorker(async ({ run }) => {
      if (run.dueAt.getTime() === firstDueMs) await end;
      return OK;
    });
    const schedule = await bench.addSchedule({
      overlapPolicy: "BUFFER_ONE",
      misfirePolicy: "SKIP",
      misfireGrace: 2_000,
    });
    const first = await bench.startRun(schedule, { secondsAgo: 1 });
    const firstDueMs = Number(first.split("_")[1]);
    await bench.untilState(first, "RUNNING");
    const second = await bench.startRun(schedule);
    await eventually(async () => (await bench.read(second)).reason === "BUFFERED", {
      withinMs: 5_000,
      describe: "the second to wait",
    });
    // it has waited longer than the grace
    await bench.database.query(
      "UPDATE runs SET fire_at = fire_at - interval '1 min' WHERE schedule_id = $1",
      [schedule.id],
    );
    endFirst();
    await bench.untilState(second, "SUCCEEDED");
  });

  test("CANCEL_RUNNING takes the place of a run that waits for its next attempt, at once", async () => {
    await startWorker(async ({ run }) =>
      run.attempt === 1 && run.dueAt.getTime() === firstDueMs ? FAILED : OK,
    );
    const schedule = await bench.addSchedule({
      overlapPolicy: "CANCEL_RUNNING",
      initialBackoff: 60_000,
      maxBackoff: 60_000,
    });
    let firstDueMs = 0;
    const dueSoon = Math.floor(Date.now() / 1_000) * 1_000 - 1_000;
    firstDueMs = dueSoon;
    const first = await bench.startRun(schedule, {
      secondsAgo: Math.round((Math.floor(Date.now() / 1_000) * 1_000 - dueSoon) / 1_000),
    });
    await eventually(async () => (await bench.read(first)).reason === "RETRYING", {
      withinMs: 5_000,
      describe: "a retry",
    });
    const second = await bench.startRun(schedule);
    const startedMs = performance.now();
    await bench.untilState(second, "SUCCEEDED");
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    expect(await bench.read(first)).toMatchObject({ state: "CANCELLED", reason: "CANCELLED_BY_OVERLAP" });
  });
});

describe("a worker that is taken for dead", () => {
  test("aborts what it has in hand, cannot end it, and goes on under a new name", async () => {
    const { worker, lease, calls } = await startWorker((context) =>
      calls.length === 1 ? untilAborted(context) : Promise.resolve(OK),
    );
    const oldName = lease.workerId;
    const id = await bench.startRun(await bench.addSchedule());
    await bench.untilState(id, "RUNNING");
    await bench.database.query(
      "UPDATE processes SET lease_expires_at = now() - interval '1 s' WHERE id = $1",
      [oldName],
    );
    await buryProcesses(bench.database, [oldName]);
    await worker.heartbeat();
    await eventually(() => calls[0]?.signal.aborted, {
      withinMs: 2_000,
      describe: "the attempt to be aborted",
    });
    expect(lease.workerId).not.toBe(oldName);
    const next = await bench.startRun(await bench.addSchedule());
    expect(await bench.untilState(next, "SUCCEEDED")).toMatchObject({ workerId: lease.workerId });
    // what becomes of it is for the reaper to say
    expect(await bench.read(id)).toMatchObject({ state: "RUNNING", workerId: oldName, attempts: [] });
  });
});

describe("while Postgres takes its time to record an end", () => {
  test("the next job is carried out, and the worker does not go away before both are recorded", async () => {
    const { promise: answer, resolve: letAnswer } = Promise.withResolvers<void>();
    const database: Database = {
      ...bench.database,
      async query(statement, values) {
        if (isNamed("end-attempts", statement)) await answer;
        return bench.database.query<never>(statement, values);
      },
    };
    const { worker, calls, pause } = await startWorker(async () => OK, { database, concurrency: 1 });
    const ids = [
      await bench.startRun(await bench.addSchedule()),
      await bench.startRun(await bench.addSchedule()),
    ];
    await eventually(() => calls.length === 2, { withinMs: 5_000, describe: "both targets to be called" });
    await pause();
    const draining = worker.drain(10_000).then(() => "gone");
    expect(await Promise.race([draining, Bun.sleep(100).then(() => "still there")])).toBe("still there");
    letAnswer();
    await draining;
    for (const id of ids) expect(await bench.read(id)).toMatchObject({ state: "SUCCEEDED", attempt: 1 });
  });
});

describe("draining", () => {
  test("waits for what is in hand", async () => {
    const { promise: end, resolve: finish } = Promise.withResolvers<void>();
    const { worker, pause } = await startWorker(async () => {
      await end;
      return OK;
    });
    const id = await bench.startRun(await bench.addSchedule());
    await bench.untilState(id, "RUNNING");
    await pause();
    const draining = worker.drain(10_000);
    finish();
    await draining;
    expect(await bench.read(id)).toMatchObject({ state: "SUCCEEDED" });
  });

  test("waits for what is just being claimed", async () => {
    const { promise: answer, resolve: letAnswer } = Promise.withResolvers<void>();
    const { promise: asked, resolve: claimAsked } = Promise.withResolvers<void>();
    const database: Database = {
      ...bench.database,
      async query(statement, values) {
        if (isNamed("claim-runs", statement)) {
          claimAsked();
          await answer;
        }
        return bench.database.query<never>(statement, values);
      },
    };
    const { worker, calls } = await startWorker(async () => OK, { database });
    const id = await bench.startRun(await bench.addSchedule());
    await asked;
    const draining = worker.drain(10_000);
    letAnswer();
    await draining;
    expect(calls).toHaveLength(1);
    expect(await bench.read(id)).toMatchObject({ state: "SUCCEEDED" });
  });

  test.each([
    ["AT_LEAST_ONCE", "QUEUED"],
    ["AT_MOST_ONCE", "FAILED"],
  ] as const)("gives back what does not end in time: %s → %s", async (delivery, state) => {
    const { worker, pause } = await startWorker(untilAborted);
    const id = await bench.startRun(await bench.addSchedule({ delivery }));
    await bench.untilState(id, "RUNNING");
    await pause();
    await worker.drain(0);
    const run = await bench.read(id);
    expect(run).toMatchObject({ state, reason: "WORKER_LOST", attempts: [{ outcome: "WORKER_LOST" }] });
    expect(runIdOf(keyOf(run))).toBe(id);
    if (state === "QUEUED") {
      await startWorker(async () => OK);
      expect(await bench.untilState(id, "SUCCEEDED")).toMatchObject({ attempt: 2 });
    }
  });
});
