import type { Overview } from "@repo/core";
import {
  listProcesses,
  listQueues,
  readHorizon,
  readOldestWait,
  readQueueDepths,
  readWindowFigures,
} from "@repo/db";
import type { Dependencies } from "../dependencies.ts";

const MAX_BUCKETS = 120;
const MAX_QUEUES = 50;
const MAX_PROCESSES = 200;
const NOTHING = { waitingCount: 0, activeCount: 0, delayedCount: 0 };

/** @param window milliseconds to look back */
export async function getOverview({ database, clock }: Dependencies, window: number): Promise<Overview> {
  const { horizon, now } = await readHorizon(database);
  // whole seconds, and a grid that stays where it is from one look to the next
  const bucket = Math.ceil(window / MAX_BUCKETS / 1_000) * 1_000;
  const from = new Date(Math.ceil((now.getTime() - window) / bucket) * bucket);
  const [{ cutOffAt, ...runs }, queues, queueDepths, oldestWait, processes] = await Promise.all([
    readWindowFigures(database, { from, now, bucket }),
    listQueues(database, MAX_QUEUES),
    readQueueDepths(database, { now }),
    readOldestWait(database, now),
    listProcesses(database, MAX_PROCESSES),
  ]);
  const depths = new Map(queueDepths.map((depth) => [depth.queue, depth]));
  return {
    ...runs,
    now,
    from: cutOffAt ?? from,
    queues: queues.map((queue) => depths.get(queue) ?? { queue, ...NOTHING }),
    oldestWait,
    processes,
    horizon,
    clockSkew: clock.skew,
  };
}
