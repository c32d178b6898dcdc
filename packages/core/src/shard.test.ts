import { expect, test } from "bun:test";
import fc from "fast-check";
import { queueShardOf, SHARD_COUNT, shardOf, splitShards } from "./shard.ts";

test("any number of lanes covers every shard once, in order, in ranges of nearly the same size", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), (laneCount) => {
      const lanes = splitShards(laneCount);
      expect(lanes).toHaveLength(Math.min(laneCount, SHARD_COUNT));
      let next = 0;
      for (const { shardFrom, shardUntil } of lanes) {
        expect(shardFrom).toBe(next);
        expect(shardUntil).toBeGreaterThan(shardFrom);
        next = shardUntil;
      }
      expect(next).toBe(SHARD_COUNT);
      const sizes = lanes.map(({ shardFrom, shardUntil }) => shardUntil - shardFrom);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

test("ids spread evenly over the shards, though time-ordered ids begin alike", () => {
  const counts = new Array<number>(SHARD_COUNT).fill(0);
  const perShard = 100;
  for (let i = 0; i < SHARD_COUNT * perShard; i++) {
    const id = `0198a5c8-0000-7000-8000-${i.toString(16).padStart(12, "0")}`;
    counts[shardOf(id)] = (counts[shardOf(id)] ?? 0) + 1;
  }
  // five standard deviations of a fair spread
  expect(Math.min(...counts)).toBeGreaterThan(perShard - 50);
  expect(Math.max(...counts)).toBeLessThan(perShard + 50);
});

test.each([
  ["0198a5c8-0000-7000-8000-000000000001", 247],
  ["ffffffff-ffff-4fff-bfff-ffffffffffff", 129],
])("the shard of %s never changes: it is stored", (id, shard) => {
  expect(shardOf(id)).toBe(shard);
});

test.each([1, 3, 16])("the schedules of a queue spread evenly over its %d shards", (shardCount) => {
  const perShard = 1_000;
  const counts = new Array<number>(shardCount).fill(0);
  for (let i = 0; i < shardCount * perShard; i++) {
    const shard = queueShardOf(`0198a5c8-0000-7000-8000-${i.toString(16).padStart(12, "0")}`, shardCount);
    counts[shard] = (counts[shard] ?? 0) + 1;
  }
  // five standard deviations of a fair spread
  expect(Math.min(...counts)).toBeGreaterThan(perShard - 160);
  expect(Math.max(...counts)).toBeLessThan(perShard + 160);
  expect(counts).toHaveLength(shardCount);
});
