import { afterAll, beforeAll, expect, test } from "bun:test";
import { HttpTarget, type Output, type Run } from "@repo/core";
import { readPartialOutput } from "@repo/queue";
import { eventually } from "@repo/testing";
import { createTargetRegistry, HttpAllowList } from "../src/targets/index.ts";
import { type Bench, OK, openBench, type Script } from "./running-worker.ts";
import { startHttpServer } from "./targets-fixtures.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const KEYS = "*partial-output*";

/** What Redis has of the running attempt. */
function partialOutputOf({ id, workerId = "", attempt }: Run) {
  return readPartialOutput(bench.producer.redis, { runId: id, workerId, attempt });
}

/** A target that says what the test has it say, and ends when it is told to. */
function scripted() {
  const called = Promise.withResolvers<(output: Output) => void>();
  const end = Promise.withResolvers<void>();
  const script: Script = async ({ report }) => {
    called.resolve(report);
    await end.promise;
    return { ok: true, output: { log: "all of it" } };
  };
  return { script, report: called.promise, end: end.resolve };
}

test("what a target says while it runs can be read, the latest only, until its output is there", async () => {
  const { script, report, end } = scripted();
  const { worker, close } = await bench.startWorker(script);
  const id = await bench.startRun(await bench.addSchedule());
  const say = await report;
  const run = await bench.read(id);
  expect(run).toMatchObject({ state: "RUNNING", attempt: 1 });

  say({ log: "one" });
  say({ log: "one two" });
  expect(await partialOutputOf(run)).toBeUndefined();
  await worker.writePartialOutputs();
  const said = await partialOutputOf(run);
  expect(said?.output).toEqual({ log: "one two" });
  expect(Math.abs(Number(said?.saidAt) - Date.now())).toBeLessThan(5_000);
  // of another attempt nothing is known
  expect(await partialOutputOf({ ...run, attempt: 2 })).toBeUndefined();

  end();
  const ended = await bench.untilState(id, "SUCCEEDED");
  expect(ended.attempts).toMatchObject([{ output: { log: "all of it" } }]);
  // a target that was left behind says nothing any more
  say({ log: "one two three" });
  await worker.writePartialOutputs();
  expect((await partialOutputOf(run))?.output).toEqual({ log: "one two" });
  await close();
}, 20_000);

test("it is gone by itself soon after its worker has died, and there again when only Redis had lost it", async () => {
  const { script, report, end } = scripted();
  const { worker, close } = await bench.startWorker(script);
  const run = { id: await bench.startRun(await bench.addSchedule()) };
  (await report)({ log: "one" });
  await worker.writePartialOutputs();
  const { redis } = bench.producer;
  const [key = ""] = (await redis.keys(KEYS)).filter((each) => each.includes(run.id));
  const keptMs = await redis.pttl(key);
  expect(keptMs).toBeGreaterThan(0);
  expect(keptMs).toBeLessThanOrEqual(30_000);
  // as if that time had passed
  await redis.pexpire(key, 20);
  await eventually(async () => (await redis.exists(key)) === 0, {
    withinMs: 5_000,
    describe: "it to be gone",
  });
  (await report)({ log: "one two" });
  await worker.writePartialOutputs();
  expect(await redis.exists(key)).toBe(1);
  end();
  await bench.untilState(run.id, "SUCCEEDED");
  await close();
}, 20_000);

test("runs that end before anybody could look write nothing", async () => {
  const { worker, close } = await bench.startWorker(async ({ report, run }) => {
    if (run.attempt === 1) report({ log: "quick" });
    return OK;
  });
  await bench.producer.redis.flushdb();
  const schedules = await Promise.all(Array.from({ length: 20 }, () => bench.addSchedule()));
  const ids = await Promise.all(schedules.map((schedule) => bench.startRun(schedule)));
  await Promise.all(ids.map((id) => bench.untilState(id, "SUCCEEDED")));
  await worker.writePartialOutputs();
  expect(await bench.producer.redis.keys(KEYS)).toEqual([]);
  await close();
}, 20_000);

test("no secret gets into Redis, neither whole nor in part", async () => {
  const server = await startHttpServer((_, response) => {
    response.write("hello correct-horse-battery and correct-hor");
  });
  const registry = createTargetRegistry({
    secrets: async () => [{ name: "KEY", hosts: ["127.0.0.1"], value: "correct-horse-battery" }],
    http: { allow: HttpAllowList.parse("127.0.0.0/8"), connectionsPerOrigin: 1 },
  });
  const headers = { "x-key": "{{ secrets.KEY }}" };
  const target = HttpTarget.parse({ type: "http", method: "GET", url: server.origin, headers });
  const schedule = await bench.addSchedule({ target });
  const reported = Promise.withResolvers<void>();
  const { worker, close } = await bench.startWorker(({ report, ...context }) =>
    registry.execute(target, {
      ...context,
      report(output) {
        report(output);
        reported.resolve();
      },
    }),
  );
  const id = await bench.startRun(schedule);
  await reported.promise;
  await worker.writePartialOutputs();
  const said = await partialOutputOf(await bench.read(id));
  expect(said?.output.excerpt).toBe("hello [secret] and [secret]");
  await close();
  await registry.close();
}, 20_000);
