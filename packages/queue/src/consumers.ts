import { type Consumer, type ConsumerOptions, createConsumer } from "./consumer.ts";

export interface ConsumersOptions extends Omit<ConsumerOptions, "shard"> {
  queues: readonly string[];
  /** Runs in hand at once, for each queue; its shards share them evenly. */
  concurrency: number;
}

/** Takes the jobs of some queues, and of no other. */
export interface Consumers extends Consumer {
  /**
   * Into how many shards each queue is cut; nothing is taken before this is known. When it changes, the jobs that are
   * in the shards of before are still taken.
   */
  useShards(shardCount: number): void;
}

export function createConsumers({ queues, concurrency, ...options }: ConsumersOptions): Consumers {
  const byShardCount = new Map<number, Consumer[]>();
  let isPaused = false;
  const all = () => [...byShardCount.values()].flat();
  return {
    useShards(shardCount) {
      if (isPaused || byShardCount.has(shardCount)) return;
      const shards = queues.flatMap((queue) =>
        Array.from({ length: shardCount }, (_, shard) => ({ queue, shard, shardCount })),
      );
      const each = Math.ceil(concurrency / shardCount);
      byShardCount.set(
        shardCount,
        shards.map((shard) => createConsumer({ ...options, shard, concurrency: each })),
      );
    },
    async pause() {
      isPaused = true;
      await Promise.all(all().map((consumer) => consumer.pause()));
    },
    async close() {
      isPaused = true;
      await Promise.all(all().map((consumer) => consumer.close()));
    },
  };
}
