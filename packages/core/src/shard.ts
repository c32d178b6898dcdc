import { hash32 } from "./hash.ts";

/** Fixed for the life of an installation: every schedule row stores its shard. */
export const SHARD_COUNT = 256;

/** The shard of a schedule: hash of its id mod {@link SHARD_COUNT}. */
export function shardOf(scheduleId: string): number {
  return hash32(scheduleId) % SHARD_COUNT;
}

/** Shards from `shardFrom` up to, not including, `shardUntil`. */
export interface ShardRange {
  shardFrom: number;
  shardUntil: number;
}

/** All shards cut into `laneCount` ranges whose sizes differ by at most one. */
export function splitShards(laneCount: number): ShardRange[] {
  const lanes = Math.min(laneCount, SHARD_COUNT);
  return Array.from({ length: lanes }, (_, lane) => ({
    shardFrom: Math.floor((lane * SHARD_COUNT) / lanes),
    shardUntil: Math.floor(((lane + 1) * SHARD_COUNT) / lanes),
  }));
}

/** The shard of its queue that the runs of a schedule go through, of `shardCount`. */
export function queueShardOf(scheduleId: string, shardCount: number): number {
  return shardOf(scheduleId) % shardCount;
}
