import { afterAll, beforeAll, expect, test } from "bun:test";
import { registerProcess, removeProcess } from "@repo/db";
import { createProducer, type Producer, whenReady } from "@repo/queue";
import { createMetricsRegistry } from "@repo/runtime";
import { createOutbox } from "../src/recovery/outbox.ts";
import { createRedisGuard } from "../src/recovery/redis-guard.ts";
import { createUnservedQueues } from "../src/recovery/unserved-queues.ts";
import { type RunningService, startService } from "./running-service.ts";

let service: RunningService;
beforeAll(async () => {
  service = await startService();
  await service.plan(10);
});
afterAll(() => service[Symbol.asyncDispose]());

test("cutting the queues into another number of shards brings every job to its new place, and all follow", async () => {
  await createRedisGuard(service.dependencies, { queueShards: undefined }).tick();
  const schedules = await Promise.all(Array.from({ length: 5 }, () => service.create()));
  const runsOf = await Promise.all(schedules.map((schedule) => service.runsOf(schedule)));
  const countAllMissing = async (producer: Producer) => {
    const counts = schedules.map((schedule, i) => service.countMissing(schedule, runsOf[i] ?? [], producer));
    return (await Promise.all(counts)).reduce((sum, count) => sum + count);
  };
  const other = createProducer({ url: service.redisUrl, onError: () => undefined });
  await whenReady(other.redis);
  const follower = createRedisGuard({ ...service.dependencies, producer: other }, { queueShards: undefined });
  await follower.tick();
  expect(await countAllMissing(other)).toBe(0);

  const decider = createRedisGuard(service.dependencies, { queueShards: 3 });
  expect(await decider.tick()).toBeGreaterThan(0);
  await createOutbox(service.dependencies).tick();
  expect(await follower.tick()).toBe(0);
  // a shard of three has other keys than the one before, whatever its number
  expect(await countAllMissing(other)).toBe(0);
  expect(await decider.tick()).toBe(0);
  other.useShards(2);
  expect(await countAllMissing(other)).toBeGreaterThan(0);
  await other.close();
});

test("a queue with waiting runs that no worker serves is seen, until one does", async () => {
  const registry = createMetricsRegistry();
  const unserved = createUnservedQueues(service.dependencies, registry);
  const schedule = await service.create({ queue: "reports" });
  const [run] = await service.runsOf(schedule);
  if (run === undefined) throw new Error("nothing was planned");
  expect(await unserved.tick()).toEqual([]);
  await service.database.query(
    "UPDATE runs SET available_at = now() - interval '1 minute' WHERE schedule_id = $1 AND due_at = $2",
    [schedule.id, run.dueAt],
  );
  const worker = { service: "worker", host: "here", version: "", capacity: 1, leaseDuration: 60_000 };
  await registerProcess(service.database, { ...worker, id: "others", queues: ["default", "mails"] });
  expect(await unserved.tick()).toEqual(["reports"]);
  expect(await registry.metrics()).toContain('unserved_queue_runs{queue="reports"} 1');
  await registerProcess(service.database, { ...worker, id: "ours", queues: ["mails", "reports"] });
  expect(await unserved.tick()).toEqual([]);
  expect(await registry.metrics()).not.toContain("unserved_queue_runs{");
  await removeProcess(service.database, "ours");
  expect(await unserved.tick()).toEqual(["reports"]);
});
