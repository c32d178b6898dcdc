import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestRedis, eventually, type TestRedis } from "@repo/testing";
import {
  claimEpoch,
  createConsumers,
  createProducer,
  type JobIdentity,
  type JobVerdict,
  type NewJob,
  type Producer,
  readEpoch,
  whenReady,
} from "../src/index.ts";

let redis: TestRedis;
let producer: Producer;
const onError = () => undefined;
beforeAll(async () => {
  redis = await createTestRedis();
  producer = createProducer({ url: redis.url, onError });
  producer.useShards(1);
  await whenReady(producer.redis);
});
afterAll(async () => {
  await producer.close();
  await redis.drop();
});

function aJob(overrides: Partial<NewJob> = {}): NewJob {
  const dueAt = new Date("2026-03-02T12:00:00Z");
  return {
    scheduleId: crypto.randomUUID(),
    dueAt,
    attempt: 1,
    revision: 1,
    availableAt: dueAt,
    queue: `queue-${crypto.randomUUID().slice(0, 8)}`,
    priority: 100,
    ...overrides,
  };
}

/** Consumes queues until `count` jobs were processed. */
async function consume(
  queues: string | string[],
  count: number,
  answer: (job: JobIdentity) => Promise<JobVerdict>,
  shardCounts = [1],
) {
  const seen: JobIdentity[] = [];
  const consumers = createConsumers({
    url: redis.url,
    onError,
    queues: [queues].flat(),
    concurrency: 1,
    lockDuration: 30_000,
    process: (job) => {
      seen.push(job);
      return answer(job);
    },
  });
  for (const shardCount of shardCounts) consumers.useShards(shardCount);
  await eventually(() => seen.length >= count, { withinMs: 10_000, describe: `${count} jobs` });
  await consumers.close();
  return seen;
}
const done = async (): Promise<JobVerdict> => ({ kind: "DONE" });
const identityOf = ({ scheduleId, dueAt, attempt, revision }: JobIdentity) => ({
  scheduleId,
  dueAt,
  attempt,
  revision,
});

test("a job arrives as it was sent, once, however often it is enqueued", async () => {
  const job = aJob();
  await producer.enqueue([job, job]);
  await producer.enqueue([job]);
  const last = aJob({ queue: job.queue, priority: 200 });
  await producer.enqueue([last]);
  expect(await consume(job.queue, 2, done)).toEqual([identityOf(job), identityOf(last)]);
});

test.each<[string, Partial<NewJob>]>([
  ["another attempt", { attempt: 2 }],
  ["another revision", { revision: 2 }],
  ["another due time", { dueAt: new Date("2026-03-02T12:01:00Z") }],
  ["another instant from which it may start", { availableAt: new Date("2026-03-02T12:00:01Z") }],
])("%s is another job", async (_, difference) => {
  const job = aJob();
  const other = { ...job, ...difference };
  await producer.enqueue([job]);
  expect(await producer.findMissing([job, other])).toEqual([other]);
  await producer.enqueue([other]);
  expect(await producer.findMissing([job, other])).toEqual([]);
});

test("among jobs whose time has come, the smaller priority goes first", async () => {
  const { queue } = aJob();
  const jobs = [300, 1, 200].map((priority) => aJob({ queue, priority }));
  await producer.enqueue(jobs);
  const seen = await consume(queue, 3, done);
  expect(seen.map(({ scheduleId }) => jobs.findIndex((job) => job.scheduleId === scheduleId))).toEqual([
    1, 2, 0,
  ]);
});

test("a job is not taken before its time", async () => {
  const availableAt = new Date(Date.now() + 400);
  const job = aJob({ availableAt });
  await producer.enqueue([job]);
  await consume(job.queue, 1, done);
  expect(Date.now()).toBeGreaterThanOrEqual(availableAt.getTime());
});

test("a job that is to come back comes back, under the same id", async () => {
  const job = aJob();
  await producer.enqueue([job]);
  let answers = 0;
  const seen = await consume(job.queue, 2, async () =>
    ++answers === 1 ? { kind: "COME_BACK", at: new Date(Date.now() + 100) } : { kind: "DONE" },
  );
  expect(seen).toEqual([identityOf(job), identityOf(job)]);
  expect(await producer.findMissing([job])).toEqual([job]);
});

test("a job whose processing throws comes back", async () => {
  const job = aJob();
  await producer.enqueue([job]);
  let answers = 0;
  const seen = await consume(job.queue, 2, () =>
    ++answers === 1 ? Promise.reject(new Error("no database")) : done(),
  );
  expect(seen).toHaveLength(2);
});

test("jobs are taken from the queues that were named, and from no other", async () => {
  const [one, two, other] = [aJob(), aJob(), aJob()];
  await producer.enqueue([one, two, other]);
  const seen = await consume([one.queue, two.queue], 2, done);
  expect(new Set(seen.map(({ scheduleId }) => scheduleId))).toEqual(
    new Set([one.scheduleId, two.scheduleId]),
  );
  expect(await producer.findMissing([one, two, other])).toEqual([one, two]);
});

test("jobs in the shards of before are still taken after the queue was cut into more", async () => {
  const { queue } = aJob();
  const before = Array.from({ length: 10 }, () => aJob({ queue }));
  await producer.enqueue(before);
  const sharded = createProducer({ url: redis.url, onError });
  await whenReady(sharded.redis);
  await expect(sharded.enqueue(before)).rejects.toThrow("not known yet");
  sharded.useShards(4);
  const after = Array.from({ length: 10 }, () => aJob({ queue }));
  await sharded.enqueue(after);
  const seen = await consume([queue], 20, done, [1, 4]);
  expect(new Set(seen.map(({ scheduleId }) => scheduleId))).toEqual(
    new Set([...before, ...after].map(({ scheduleId }) => scheduleId)),
  );
  await sharded.close();
});

test("of two that give Redis an epoch, both learn the one that it has; a flush takes it away", async () => {
  await redis.flush();
  const epochs = await Promise.all([claimEpoch(producer.redis, "a"), claimEpoch(producer.redis, "b")]);
  expect(new Set(epochs).size).toBe(1);
  expect(await readEpoch(producer.redis)).toBe(epochs[0]);
  await redis.flush();
  expect(await readEpoch(producer.redis)).toBeUndefined();
});
