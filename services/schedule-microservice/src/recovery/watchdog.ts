import { SHARD_COUNT, splitShards } from "@repo/core";
import { holdLease, readHorizon, releaseLease } from "@repo/db";
import type { Dependencies } from "../dependencies.ts";
import { planChunk } from "../planning/plan-chunk.ts";

const LEASE_NAME = "plan-watchdog";
const LEASE_DURATION_MS = 30_000;
const LANE_COUNT = 8;

export interface WatchdogOptions {
  /** This replica. */
  holder: string;
  /** Milliseconds; a horizon closer than this means that the master is away. */
  minHorizon: number;
  /** Milliseconds to plan ahead then. */
  window: number;
}

export interface Watchdog {
  /** Plans when the horizon is too close and no other replica does. @returns whether it planned */
  tick(signal: AbortSignal): Promise<boolean>;
}

/** The CronJob is not the clock: when no master comes, the replicas plan by themselves, one at a time. */
export function createWatchdog(
  dependencies: Dependencies,
  { holder, minHorizon, window }: WatchdogOptions,
): Watchdog {
  const { database, clock, logger } = dependencies;
  return {
    async tick(signal) {
      clock.check();
      const { horizon, now } = await readHorizon(database);
      if (horizon.getTime() - now.getTime() >= minHorizon) return false;
      const lease = { name: LEASE_NAME, holder, durationMs: LEASE_DURATION_MS };
      if (!(await holdLease(database, lease))) return false;
      logger.warn(
        { horizon, shards: SHARD_COUNT },
        "the horizon is close and no master has planned; planning here",
      );
      try {
        const until = new Date(now.getTime() + window);
        for (const shards of splitShards(LANE_COUNT)) {
          await planChunk(dependencies, { shards, until }, signal);
          if (!(await holdLease(database, lease))) return true;
        }
      } finally {
        await releaseLease(database, lease);
      }
      return true;
    },
  };
}
