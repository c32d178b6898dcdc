import { DomainError } from "@repo/core";
import { LRUCache } from "lru-cache";

/** Replicas learn of each other's schedules after this; until then an owner may get a few more than the limit. */
const COUNT_AGAIN_AFTER_MS = 10_000;
const OWNERS_IN_MIND = 10_000;

/** How many schedules one owner may have. Counting them for every new one would cost more than storing it. */
export interface OwnerQuota {
  /** Stores a schedule of an owner if there is room for one more. @throws DomainError RESOURCE_EXHAUSTED */
  within<Result>(owner: string, store: () => Promise<Result>): Promise<Result>;
}

export interface OwnerQuotaOptions {
  limit: number;
  /** The schedules that an owner has, counted up to the limit. */
  count: (owner: string, limit: number) => Promise<number>;
}

export function createOwnerQuota({ limit, count }: OwnerQuotaOptions): OwnerQuota {
  const owned = new LRUCache<string, { count: number }>({
    max: OWNERS_IN_MIND,
    ttl: COUNT_AGAIN_AFTER_MS,
    fetchMethod: async (owner) => ({ count: await count(owner, limit) }),
  });
  /** Those that are being stored, by owner. */
  const underWay = new Map<string, number>();
  const isFull = (owner: string, { count }: { count: number }) => count + (underWay.get(owner) ?? 0) >= limit;

  return {
    async within(owner, store) {
      let own = await owned.forceFetch(owner);
      // some may have been deleted meanwhile
      if (isFull(owner, own)) own = await owned.forceFetch(owner, { forceRefresh: true });
      if (isFull(owner, own)) throw tooManySchedules(limit);
      underWay.set(owner, (underWay.get(owner) ?? 0) + 1);
      try {
        const stored = await store();
        own.count++;
        return stored;
      } finally {
        const left = (underWay.get(owner) ?? 0) - 1;
        if (left > 0) underWay.set(owner, left);
        else underWay.delete(owner);
      }
    },
  };
}

function tooManySchedules(limit: number): DomainError {
  const message = `you own ${limit} schedules, which is the limit; delete those that are not used any more`;
  return new DomainError("RESOURCE_EXHAUSTED", "TOO_MANY_SCHEDULES", message);
}
