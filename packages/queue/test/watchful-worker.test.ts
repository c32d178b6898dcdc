import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestRedis, eventually, type TestRedis } from "@repo/testing";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { WatchfulWorker } from "../src/watchful-worker.ts";

let redis: TestRedis;
let connection: Redis;
beforeAll(async () => {
  redis = await createTestRedis();
  connection = new Redis(redis.url, { maxRetriesPerRequest: null });
});
afterAll(async () => {
  connection.disconnect();
  await redis.drop();
});

test("a delayed message is taken on time although those before it were finished without being replaced", async () => {
  const queue = new Queue("watchful", { connection });
  const dueAt = Date.now() + 1_500;
  await queue.add("next", {}, { timestamp: dueAt - 1_500, delay: 1_500 });
  const foundNoMore = Promise.withResolvers<void>();
  const nextBegan = Promise.withResolvers<number>();
  const worker = new WatchfulWorker(
    "watchful",
    async ({ name }) => {
      if (name === "next") nextBegan.resolve(Date.now());
      else await (name === "leaves" ? foundNoMore.promise : nextBegan.promise);
    },
    { connection, concurrency: 4 },
  );
  // what tells a worker of a delayed message tells it once
  const isTold = async () => (await connection.zcard(queue.toKey("marker"))) === 0;
  await eventually(isTold, { withinMs: 1_000, describe: "the worker knows of the delayed message" });
  worker.once("drained", () => {
    // both leave at once and neither is replaced, but then one is in hand and another may be
    worker.concurrency = 2;
    // another worker has taken the mark of messages that are here
    void connection.del(queue.toKey("marker")).then(() => foundNoMore.resolve());
  });
  await queue.addBulk(["stays", "leaves", "leaves"].map((name) => ({ name, data: {} })));
  expect((await nextBegan.promise) - dueAt).toBeLessThan(500);
  await worker.close();
  await queue.close();
});

test("a wait ends although the connection that is blocked on neither answers nor comes back", async () => {
  const worker = new WatchfulWorker("forsaken", async () => undefined, { connection, autorun: false });
  await worker.waitUntilReady();
  const blocking = await worker.backend.blockingClient;
  if (blocking === undefined) throw new Error("the worker has no connection to block on");
  const never = () => new Promise<never>(() => undefined);
  blocking.bzpopmin = never;
  const backend = worker.backend as unknown as { blockingConnection: { reconnect(): Promise<void> } };
  backend.blockingConnection.reconnect = never;
  expect(await worker.backend.waitForJob(0.01)).toBeNull();
  await worker.backend.reconnectBlocking();
  await worker.close(true);
}, 20_000);
