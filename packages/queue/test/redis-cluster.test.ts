import { afterAll, beforeAll, expect, test } from "bun:test";
import { eventually, startRedisCluster, type TestRedisCluster, type TestServer } from "@repo/testing";
import { Redis } from "ioredis";
import {
  type CancelRequest,
  checkRedisServer,
  claimEpoch,
  createConsumers,
  createProducer,
  type JobIdentity,
  type NewJob,
  type Producer,
  publishCancelRequests,
  readEpoch,
  readPartialOutput,
  subscribeCancelRequests,
  whenReady,
  writePartialOutputs,
} from "../src/index.ts";

const SHARDS = 3;
const FAILOVER_MS = 20_000;

let cluster: TestRedisCluster;
let producer: Producer;
const onError = () => undefined;
beforeAll(async () => {
  cluster = await startRedisCluster();
  producer = createProducer({ url: cluster.url, onError });
  producer.useShards(SHARDS);
  await whenReady(producer.redis);
}, 60_000);
afterAll(async () => {
  await producer?.close();
  await cluster?.remove();
});

function jobs(count: number, queue: string): NewJob[] {
  const dueAt = new Date("2026-03-02T12:00:00Z");
  return Array.from({ length: count }, () => ({
    scheduleId: crypto.randomUUID(),
    dueAt,
    attempt: 1,
    revision: 1,
    availableAt: dueAt,
    queue,
    priority: 100,
  }));
}

function consume(queue: string, seen: JobIdentity[]) {
  const consumers = createConsumers({
    url: cluster.url,
    onError,
    queues: [queue],
    concurrency: 30,
    lockDuration: 3_000,
    process: async (job) => {
      seen.push(job);
      return { kind: "DONE" };
    },
  });
  consumers.useShards(SHARDS);
  return consumers;
}

async function on<Result>(server: TestServer, ask: (redis: Redis) => Promise<Result>): Promise<Result> {
  const redis = new Redis(server.url);
  try {
    return await ask(redis);
  } finally {
    redis.disconnect();
  }
}

test("what the attempts of a worker have said so far is written together, whichever node it belongs to", async () => {
  const output = (workerId: string, i: number) => ({
    ...{ workerId, runId: `run-${i}`, attempt: 1 },
    saidAt: new Date(1_000 + i),
    output: { log: `${workerId} ${i}` },
  });
  // enough of them to meet every master
  const outputs = Array.from({ length: 30 }, (_, worker) =>
    Array.from({ length: 5 }, (_, i) => output(`worker-${worker}`, i)),
  );
  for (const ofWorker of outputs) await writePartialOutputs(producer.redis, ofWorker);
  for (const { saidAt, output, ...attempt } of outputs.flat())
    expect(await readPartialOutput(producer.redis, attempt)).toEqual({ saidAt, output });
  const held = await Promise.all(
    cluster.pairs.map(({ master }) => on(master, (redis) => redis.keys("*partial-output*"))),
  );
  for (const keys of held) expect(keys.length).toBeGreaterThan(0);
});

test("the jobs of many schedules are spread over the masters, and each is taken once", async () => {
  const sent = jobs(600, "spread");
  await producer.enqueue(sent);
  await producer.enqueue(sent);
  expect(await producer.findMissing(sent)).toEqual([]);
  const held = await Promise.all(
    cluster.pairs.map(({ master }) =>
      on(master, async (redis) => (await redis.keys("{scheduler:spread*}:runs:*_*")).length),
    ),
  );
  expect(held.reduce((sum, count) => sum + count)).toBe(600);
  // a third each, give or take five standard deviations
  expect(Math.min(...held)).toBeGreaterThan(140);
  expect(Math.max(...held)).toBeLessThan(260);

  const seen: JobIdentity[] = [];
  const consumers = consume("spread", seen);
  await eventually(async () => (await producer.findMissing(sent)).length === sent.length, {
    withinMs: 15_000,
    describe: "every job to be done",
  });
  await consumers.close();
  expect(seen.map(({ scheduleId }) => scheduleId).sort()).toEqual(
    sent.map(({ scheduleId }) => scheduleId).sort(),
  );
}, 30_000);

test("what is announced through any node is heard through every other", async () => {
  const heard: CancelRequest[] = [];
  const listeners = [1, 2, 3].map(() =>
    subscribeCancelRequests({ url: cluster.url, onError, onRequests: (some) => heard.push(...some) }),
  );
  await Promise.all(listeners.map(({ whenListening }) => whenListening));
  const request = {
    scheduleId: crypto.randomUUID(),
    dueAt: new Date(0),
    attempt: 1,
    reason: "CANCELLED_BY_REQUEST" as const,
  };
  await publishCancelRequests(producer.redis, [request]);
  await eventually(() => heard.length === 3, { withinMs: 2_000, describe: "all to hear it" });
  for (const listener of listeners) listener.close();
});

test("a master that may evict keys is named, whichever it is", async () => {
  expect(await checkRedisServer(producer.redis)).toEqual([]);
  const master = cluster.pairs[2]?.master;
  if (master === undefined) throw new Error("the cluster has too few masters");
  await on(master, (redis) => redis.config("SET", "maxmemory-policy", "allkeys-lru"));
  const problems = await checkRedisServer(producer.redis);
  expect(problems).toEqual([expect.stringContaining(`127.0.0.1:${master.port} is allkeys-lru`)]);
  await on(master, (redis) => redis.config("SET", "maxmemory-policy", "noeviction"));
});

test("one emptied master takes the epoch away", async () => {
  const epoch = await claimEpoch(producer.redis, "first");
  expect(await readEpoch(producer.redis)).toBe(epoch);
  const master = cluster.pairs[1]?.master;
  if (master === undefined) throw new Error("the cluster has too few masters");
  await on(master, (redis) => redis.flushall());
  expect(await readEpoch(producer.redis)).toBeUndefined();
  const next = await claimEpoch(producer.redis, "second");
  expect(next).not.toBe(epoch);
  expect(next).toContain("first");
});

test("a master is killed: its replica goes on with the jobs, and the epoch is another", async () => {
  const before = await claimEpoch(producer.redis, "any");
  const seen: JobIdentity[] = [];
  const consumers = consume("failover", seen);
  const first = jobs(300, "failover");
  await producer.enqueue(first);
  await eventually(() => seen.length >= 300, { withinMs: 10_000, describe: "the first jobs" });

  const [pair] = cluster.pairs;
  if (pair === undefined) throw new Error("the cluster has no master");
  await pair.master.kill();
  const second = jobs(300, "failover");
  await eventually(() => producer.enqueue(second).then(() => true), {
    withinMs: FAILOVER_MS,
    describe: "all jobs to be enqueued",
  });
  const expected = new Set([...first, ...second].map(({ scheduleId }) => scheduleId));
  await eventually(() => new Set(seen.map(({ scheduleId }) => scheduleId)).size === expected.size, {
    withinMs: FAILOVER_MS,
    describe: "the jobs of all shards to be taken",
  });
  await consumers.close();
  const after = await eventually(() => readEpoch(producer.redis), {
    withinMs: FAILOVER_MS,
    describe: "the replica's mark",
  });
  expect(after).toBeString();
  expect(after).not.toBe(before);
}, 90_000);
