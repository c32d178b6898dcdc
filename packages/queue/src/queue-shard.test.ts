import { expect, test } from "bun:test";
import calculateSlot from "cluster-key-slot";
import { queuePrefixOf } from "./queue-shard.ts";

test("a queue of one shard is named after itself", () => {
  expect(queuePrefixOf({ queue: "reports", shard: 0, shardCount: 1 })).toBe("{scheduler:reports}");
});

test.each([2, 3, 6, 16, 128])(
  "%d shards lie in as many equal parts of the hash slots, in order",
  (shardCount) => {
    for (let shard = 0; shard < shardCount; shard++) {
      const slot = calculateSlot(`${queuePrefixOf({ queue: "default", shard, shardCount })}:runs:wait`);
      expect(slot).toBeGreaterThanOrEqual((shard * 16_384) / shardCount);
      expect(slot).toBeLessThan(((shard + 1) * 16_384) / shardCount);
    }
  },
);

test("a prefix never changes: jobs are kept under it", () => {
  expect(queuePrefixOf({ queue: "default", shard: 1, shardCount: 3 })).toBe("{scheduler:default:2/3:3}");
});
