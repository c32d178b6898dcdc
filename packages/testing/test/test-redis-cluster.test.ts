import { expect, test } from "bun:test";
import { Redis } from "ioredis";
import { eventually } from "../src/eventually.ts";
import { startRedisCluster } from "../src/test-redis-cluster.ts";

test("the replica of a killed master serves its keys, and the master comes back as a replica", async () => {
  await using cluster = await startRedisCluster();
  const [pair] = cluster.pairs;
  if (pair === undefined) throw new Error("the cluster has no master");
  const { master, replica } = pair;
  // "{b}" hashes to slot 3300, which the first third holds
  const client = new Redis(master.url);
  await client.set("{b}:key", "value");
  await client.wait(1, 5_000);
  client.disconnect();

  await master.kill();
  await cluster.waitForFailover(pair);
  const successor = new Redis(replica.url);
  expect(await successor.get("{b}:key")).toBe("value");
  successor.disconnect();
  await master.start();
  const returned = new Redis(master.url);
  await eventually(async () => (await returned.info("replication")).includes("role:slave"), {
    withinMs: 10_000,
    describe: "the master to come back as a replica",
  });
  returned.disconnect();
}, 60_000);
