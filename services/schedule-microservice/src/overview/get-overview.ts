import type { Overview } from "@repo/core";
import { listProcesses, listQueues, readHorizon, readOldestWait, readWindowFigures } from "@repo/db";
import type { Dependencies } from "../dependencies.ts";

const MAX_BUCKETS = 120;
const MAX_QUEUES = 50;
const MAX_PROCESSES = 200;

/** @param window milliseconds to look back */
export async function getOverview(dependencies: Dependencies, window: number): Promise<Overview> {
  const { database, producer, clock } = dependencies;
  const { horizon, now } = await readHorizon(database);
  // whole seconds, and a grid that stays where it is from one look to the next
  const bucket = Math.ceil(window / MAX_BUCKETS / 1_000) * 1_000;
  const from = new Date(Math.ceil((now.getTime() - window) / bucket) * bucket);
  const [{ cutOffAt, ...runs }, queues, oldestWait, processes] = await Promise.all([
    readWindowFigures(database, { from, now, bucket }),
    listQueues(database, MAX_QUEUES),
    readOldestWait(database, now),
    listProcesses(database, MAX_PROCESSES),
  ]);
  return {
    ...runs,
    now,
    from: cutOffAt ?? from,
    // Redis may be away: everything else is still worth a look
    queues: await producer.readDepths(queues).catch((err: unknown) => {
      dependencies.logger.warn({ err }, "the depth of the queues is not known");
      return [];
    }),
    oldestWait,
    processes,
    horizon,
    clockSkew: clock.skew,
  };
}
