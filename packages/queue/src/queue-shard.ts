import calculateSlot from "cluster-key-slot";
import { SLOT_COUNT } from "./masters.ts";

/** One of the `shardCount` parts that a named queue is cut into. */
export interface QueueShard {
  queue: string;
  /** From 0 to, not including, `shardCount`. */
  shard: number;
  shardCount: number;
}

/**
 * The key prefix of a shard. Its hash tag keeps all keys of the shard on one node. Of a cluster's hash slots the first
 * shard lies in the first part, the second in the second, and so on: as many shards as masters means one for each,
 * which plain numbers in the tag would leave to luck.
 */
export function queuePrefixOf({ queue, shard, shardCount }: QueueShard): string {
  if (shardCount === 1) return `{scheduler:${queue}}`;
  for (let i = 0; ; i++) {
    const tag = `scheduler:${queue}:${shard + 1}/${shardCount}:${i}`;
    if (Math.floor((calculateSlot(tag) * shardCount) / SLOT_COUNT) === shard) return `{${tag}}`;
  }
}
