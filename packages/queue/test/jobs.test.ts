import { afterAll, beforeAll, describe, expect, test } from "bun:test";
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

function startConsumers(
  queues: string[],
  concurrency: number,
  process: (job: JobIdentity) => Promise<JobVerdict>,
) {
  const consumers = createConsumers({
    ...{ url: redis.url, onError, queues, concurrency, process },
    lockDuration: 30_000,
  });
  consumers.useShards(1);
  return consumers;
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

describe("a bundle", () => {
  const inBundle = async (count: number, overrides: Partial<NewJob> = {}) => {
    const { queue } = aJob();
    const jobs = Array.from({ length: count }, () => aJob({ queue, ...overrides }));
    return { queue, jobs, enqueued: await producer.enqueueBundled(jobs) };
  };
  const idsOf = (jobs: readonly JobIdentity[]) => jobs.map(({ scheduleId }) => scheduleId).sort();
  /** A target that is done when it is told to be. */
  const untilReleased = () => {
    const { promise: ended, resolve: release } = Promise.withResolvers<void>();
    return { verdict: { kind: "BEGUN", ended } as const, release };
  };

  test("is one message, known as long as a job of it is not done, and enqueued once however often it comes", async () => {
    const { queue, jobs, enqueued } = await inBundle(5);
    expect(new Set(enqueued.map(({ bundleId }) => bundleId)).size).toBe(1);
    expect(await producer.enqueueBundled(jobs)).toEqual(enqueued);
    expect(await producer.redis.zcard(`{scheduler:${queue}}:runs:prioritized`)).toBe(1);
    expect(await producer.findMissing(enqueued)).toEqual([]);
    const seen = await consume(queue, 5, done);
    expect(idsOf(seen)).toEqual(idsOf(jobs));
    expect(await producer.findMissing(enqueued)).toEqual(enqueued);
  });

  test("is not taken before its time", async () => {
    const availableAt = new Date(Date.now() + 400);
    const { queue } = await inBundle(3, { availableAt });
    await consume(queue, 3, done);
    expect(Date.now()).toBeGreaterThanOrEqual(availableAt.getTime());
  });

  test("brings back only those of its jobs that were not done", async () => {
    const { queue, jobs } = await inBundle(4);
    const [early, unlucky] = jobs;
    const tries = new Map<string, number>();
    const seen = await consume(queue, 6, async ({ scheduleId }) => {
      tries.set(scheduleId, (tries.get(scheduleId) ?? 0) + 1);
      if (tries.get(scheduleId) === 1) {
        if (scheduleId === early?.scheduleId) return { kind: "COME_BACK", at: new Date(Date.now() + 100) };
        if (scheduleId === unlucky?.scheduleId) throw new Error("no database");
      }
      return { kind: "DONE" };
    });
    expect(idsOf(seen.slice(4))).toEqual(idsOf([early, unlucky] as NewJob[]));
  });

  test("that finds no room is left to a worker that has room, also the part of it that was not begun", async () => {
    const { queue, jobs } = await inBundle(5);
    const slow = untilReleased();
    const begun: JobIdentity[] = [];
    const full = startConsumers([queue], 2, async (job) => {
      begun.push(job);
      return slow.verdict;
    });
    await eventually(() => begun.length === 2, { withinMs: 5_000, describe: "two to begin" });
    const others = await consume(queue, 3, done);
    expect(idsOf([...begun, ...others])).toEqual(idsOf(jobs));
    slow.release();
    await full.close();
  });

  test("goes on where it is when places become free, before all that came later", async () => {
    const { queue, jobs } = await inBundle(3);
    const slow = untilReleased();
    const seen: JobIdentity[] = [];
    const only = startConsumers([queue], 1, async (job) => {
      seen.push(job);
      return seen.length === 1 ? slow.verdict : { kind: "DONE" };
    });
    await eventually(() => seen.length === 1, { withinMs: 5_000, describe: "one to begin" });
    const later = aJob({ queue });
    await producer.enqueue([later]);
    await eventually(async () => (await producer.redis.llen(`{scheduler:${queue}}:runs:active`)) === 0, {
      withinMs: 5_000,
      describe: "the rest to be given back",
    });
    slow.release();
    await eventually(() => seen.length === 4, { withinMs: 5_000, describe: "the others" });
    expect(idsOf(seen.slice(0, 3))).toEqual(idsOf(jobs));
    await only.close();
  });
});

test("as many runs are in hand as there are places, however many jobs share a message", async () => {
  const { queue } = aJob();
  const jobs = Array.from({ length: 120 }, () => aJob({ queue }));
  await producer.enqueueBundled(jobs);
  let inHand = 0;
  let most = 0;
  let count = 0;
  const consumers = startConsumers([queue], 10, async () => {
    most = Math.max(most, ++inHand);
    const ended = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      inHand--;
      count++;
    });
    return { kind: "BEGUN", ended };
  });
  await eventually(() => count === jobs.length, { withinMs: 10_000, describe: "all of them" });
  expect(most).toBe(10);
  await consumers.close();
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
