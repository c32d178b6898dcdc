import calculateSlot from "cluster-key-slot";
import { Redis } from "ioredis";
import type { RedisClient } from "./redis.ts";

/** A server that holds jobs: the one there is, or a master of the cluster. */
export interface Master {
  /** Names the server in messages. */
  name: string;
  redis: Redis;
  /** Whether a key is kept there. */
  holds(key: string): boolean;
}

/** How many hash slots a Redis Cluster has. */
export const SLOT_COUNT = 16_384;

/** All servers that hold jobs. @throws when a part of the cluster is served by nobody */
export function listMasters(redis: RedisClient): Master[] {
  if (redis instanceof Redis) return [{ name: "Redis", redis, holds: () => true }];
  const nodes = new Map(
    redis.nodes("master").map((node) => [`${node.options.host}:${node.options.port}`, node]),
  );
  const ownerOf = (slot: number) => redis.slots[slot]?.[0];
  const owners = new Set<string>();
  for (let slot = 0; slot < SLOT_COUNT; slot++) {
    const owner = ownerOf(slot);
    if (owner === undefined || !nodes.has(owner))
      throw new Error(`the hash slot ${slot} of the Redis Cluster is served by no master that is known`);
    owners.add(owner);
  }
  return [...nodes]
    .filter(([name]) => owners.has(name))
    .map(([name, node]) => ({ name, redis: node, holds: (key) => ownerOf(calculateSlot(key)) === name }));
}
