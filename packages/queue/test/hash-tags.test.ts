import { expect, test } from "bun:test";
import { setTimeout as delay } from "node:timers/promises";
import { createTestRedis, eventually } from "@repo/testing";
import { Redis } from "ioredis";
import { createConsumers, createProducer, type JobVerdict, type NewJob, whenReady } from "../src/index.ts";

const SHARDS = 4;

/**
 * What Dragonfly with `--lock_on_hashtags` and a Redis Cluster rely on. A cluster refuses a command across hash slots;
 * a script that builds a key of its own it refuses only when the key is elsewhere, so every command is looked at here.
 */
test("every command and script touches the keys of one shard, in all that happens to a job", async () => {
  await using testRedis = await createTestRedis();
  const url = testRedis.url;
  const onError = () => undefined;
  const monitor = await new Redis(url).monitor();
  const commands: string[][] = [];
  monitor.on("monitor", (_time, command: string[]) => commands.push(command));

  const producer = createProducer({ url, onError });
  producer.useShards(SHARDS);
  await whenReady(producer.redis);
  const queue = `tags-${crypto.randomUUID().slice(0, 8)}`;
  const now = Date.now();
  const jobs = Array.from({ length: 60 }, (_, i): NewJob => {
    const availableAt = new Date(now + (i % 3) * 200);
    const scheduleId = crypto.randomUUID();
    return {
      scheduleId,
      dueAt: availableAt,
      attempt: 1,
      revision: 1,
      availableAt,
      queue,
      priority: 1 + (i % 2),
    };
  });
  const alone = jobs.splice(0, 20);
  const enqueued = await producer.enqueueBundled(jobs);
  await producer.findMissing(enqueued);
  await producer.enqueue(alone);

  const tries = new Map<string, number>();
  const consumers = createConsumers({
    ...{ url, onError, queues: [queue], concurrency: 4, lockDuration: 1_000 },
    async process({ scheduleId }): Promise<JobVerdict> {
      const tried = (tries.get(scheduleId) ?? 0) + 1;
      tries.set(scheduleId, tried);
      if (tried === 1 && tries.size % 4 === 0) return { kind: "COME_BACK", at: new Date(Date.now() + 100) };
      if (tried === 1 && tries.size % 7 === 0) throw new Error("try again");
      // slow enough for the rest of a bundle to be given back
      return { kind: "BEGUN", ended: delay(400) };
    },
  });
  consumers.useShards(SHARDS);
  await eventually(async () => (await producer.findMissing([...enqueued, ...alone])).length === 60, {
    withinMs: 15_000,
    describe: "every job to be done",
  });
  await eventually(() => commands.flat().some((word) => word.endsWith(":stalled-check")), {
    withinMs: 5_000,
    describe: "a look after stalled jobs",
  });
  await consumers.close();
  await producer.close();
  monitor.disconnect();

  // some keys are packed into one argument with other things
  const tagsOf = (command: string[]) =>
    new Set(command.flatMap((word) => (word.includes(queue) ? (/\{[^{}]+\}/.exec(word) ?? word) : [])));
  const tags = commands.map(tagsOf).filter((found) => found.size > 0);
  expect(tags.filter((found) => found.size > 1)).toEqual([]);
  expect(new Set(tags.flatMap((found) => [...found])).size).toBe(SHARDS);
  const scripted = commands.filter((command) => tagsOf(command).size > 0 && command[0] === "evalsha");
  expect(scripted.length).toBeGreaterThan(60);
}, 30_000);
