import { expect, test } from "bun:test";
import { Redis } from "ioredis";
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
  await cluster.waitForMaster(replica);
  const successor = new Redis(replica.url);
  expect(await successor.get("{b}:key")).toBe("value");
  successor.disconnect();
  await master.start();
  await cluster.waitForReplica(master);
}, 60_000);
