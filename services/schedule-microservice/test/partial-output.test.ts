import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Run } from "@repo/core";
import { decodeRun } from "@repo/proto";
import { createProducer, whenReady, writePartialOutputs } from "@repo/queue";
import { startFaultProxy } from "@repo/testing";
import { findPartialOutput } from "../src/runs/find-partial-output.ts";
import { type RunningService, startService } from "./running-service.ts";

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());

const SAID = { saidAt: new Date(1_000), output: { log: "one\n" } };
const get = async (id: string) => decodeRun((await service.runs.getRun({ id })).run);

/** A run in the hands of a worker, which has said something about one of its attempts. */
async function runningRun(saidOfAttempt = 1): Promise<Run> {
  const { id } = await service.create();
  const { id: runId } = decodeRun((await service.schedules.triggerSchedule({ id })).run);
  await service.database.query(
    `UPDATE runs SET state = 'RUNNING', worker_id = 'w1', attempt = 1, started_at = now() WHERE schedule_id = $1`,
    [id],
  );
  const attempt = { workerId: "w1", runId, attempt: saidOfAttempt };
  await writePartialOutputs(service.dependencies.producer.redis, [{ ...attempt, ...SAID }]);
  return get(runId);
}

test("GetRun shows what the running attempt has said so far; a list does not", async () => {
  const run = await runningRun();
  expect(run).toMatchObject({ state: "RUNNING", partialOutput: SAID });
  const { runs } = await service.runs.listRuns({ scheduleId: run.scheduleId });
  expect(runs.map(decodeRun).filter(({ partialOutput }) => partialOutput !== undefined)).toEqual([]);
});

test("what another attempt has said is not shown", async () => {
  expect((await runningRun(2)).partialOutput).toBeUndefined();
});

test("of a run that does not run any more nothing is shown, although it is still there", async () => {
  const { id, scheduleId } = await runningRun();
  await service.database.query("UPDATE runs SET state = 'SUCCEEDED' WHERE schedule_id = $1", [scheduleId]);
  expect((await get(id)).partialOutput).toBeUndefined();
});

test("what is in Redis and cannot be understood is not shown", async () => {
  const { id } = await runningRun();
  const { redis } = service.dependencies.producer;
  const [key = ""] = (await redis.keys("*partial-output*")).filter((each) => each.includes(id));
  await redis.set(key, "{ broken");
  expect((await get(id)).partialOutput).toBeUndefined();
});

test("a Redis that is frozen or away does not keep a run from being shown soon", async () => {
  const run = await runningRun();
  const url = new URL(service.redisUrl);
  await using proxy = await startFaultProxy({ targetPort: Number(url.port) });
  url.port = String(proxy.port);
  url.hostname = "127.0.0.1";
  const producer = createProducer({ url: url.href, onError: () => undefined });
  const { logger } = service.dependencies;
  const look = async () => {
    const since = performance.now();
    const partialOutput = await findPartialOutput({ producer, logger }, run);
    return { partialOutput, isSoon: performance.now() - since < 2_000 };
  };
  await whenReady(producer.redis);
  expect(await look()).toEqual({ partialOutput: SAID, isSoon: true });
  proxy.stall();
  expect(await look()).toEqual({ partialOutput: undefined, isSoon: true });
  await proxy.refuse();
  proxy.cut();
  expect(await look()).toEqual({ partialOutput: undefined, isSoon: true });
  await producer.close();
});
