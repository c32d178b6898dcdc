import { infoField } from "./info-field.ts";
import { listMasters, type Master } from "./masters.ts";
import { EPOCH_KEY } from "./names.ts";
import type { RedisClient } from "./redis.ts";

/**
 * The epoch of this Redis: a mark in each server that holds jobs, with the server process that it is in. It is another
 * one when a server was emptied or replaced, and when it was restarted or its replica took over, which may have cost it
 * the last writes that it had confirmed.
 *
 * @returns undefined when a server has no mark, because it is new or has lost its data
 */
export async function readEpoch(redis: RedisClient): Promise<string | undefined> {
  const parts = await Promise.all(
    listMasters(redis).map(async (master) => {
      const [mark, info] = await Promise.all([
        master.redis.get(markKeyOf(master)),
        master.redis.info("server"),
      ]);
      return mark === null ? undefined : `${infoField(info, "run_id") ?? ""}:${mark}`;
    }),
  );
  return parts.includes(undefined) ? undefined : parts.sort().join(",");
}

/** Marks the servers that have no mark yet. @returns the epoch that Redis has now */
export async function claimEpoch(redis: RedisClient, mark: string): Promise<string> {
  await Promise.all(listMasters(redis).map((master) => master.redis.setnx(markKeyOf(master), mark)));
  const epoch = await readEpoch(redis);
  if (epoch === undefined) throw new Error("Redis has lost its data once more");
  return epoch;
}

/** The first of a row of keys that this server keeps; a master with next to no slots may keep none of them. */
function markKeyOf(master: Master): string {
  for (let i = 1; i <= MOST_MARK_KEYS; i++) {
    const key = `${EPOCH_KEY}:${i}`;
    if (master.holds(key)) return key;
  }
  throw new Error(`${master.name} holds too few hash slots to be watched over`);
}

/** Enough for a master with a hundredth of the slots to keep one of them. */
const MOST_MARK_KEYS = 2_000;
