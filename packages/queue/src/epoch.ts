import type { Redis } from "ioredis";
import { EPOCH_KEY } from "./names.ts";

/** The epoch of this Redis; undefined when it has none, because it is new or has lost its data. */
export async function readEpoch(redis: Redis): Promise<string | undefined> {
  return (await redis.get(EPOCH_KEY)) ?? undefined;
}

/** Gives this Redis an epoch unless it has one. @returns the epoch it has now */
export async function claimEpoch(redis: Redis, epoch: string): Promise<string> {
  const current = await redis.set(EPOCH_KEY, epoch, "NX", "GET");
  return current ?? epoch;
}
