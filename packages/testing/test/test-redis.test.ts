import { expect, test } from "bun:test";
import { Redis } from "ioredis";
import { createTestRedis } from "../src/test-redis.ts";

test("two test databases share no keys, and one is empty again after its drop", async () => {
  const one = await createTestRedis();
  await using other = await createTestRedis();
  const client = new Redis(one.url);
  const stranger = new Redis(other.url);
  await client.set("key", "value");
  expect(await stranger.get("key")).toBeNull();

  await one.drop();
  expect(await client.get("key")).toBeNull();
  client.disconnect();
  stranger.disconnect();
});

test("a database given back is used again, one with foreign keys never", async () => {
  const first = await createTestRedis();
  await first.drop();
  const foreigner = new Redis(first.url);
  await foreigner.set("precious", "1");
  await using second = await createTestRedis();
  expect(second.url).not.toBe(first.url);
  expect(await foreigner.get("precious")).toBe("1");
  await foreigner.del("precious");
  foreigner.disconnect();
});
