import { setImmediate as letOthersRun } from "node:timers/promises";
import { type Forecast, forecastDueTimes, type Load, type LoadBucket, type LoadQuery } from "@repo/core";
import { countStoredLoad, readDatabaseTime, readForecastSample } from "@repo/db";
import type { Dependencies } from "../dependencies.ts";
import { compiledTimingOf } from "../planning/plan-row.ts";

const MAX_SCHEDULES = 5_000;
const MAX_DUE_TIMES = 200_000;

/** What is due in each part of a range: stored runs, and due times that are none yet. */
export async function getLoad(dependencies: Dependencies, query: LoadQuery): Promise<Load> {
  const [stored, expected] = await Promise.all([
    countStoredLoad(dependencies.database, query),
    forecast(dependencies, query),
  ]);
  const buckets = new Map<number, LoadBucket>();
  const bucketAt = (index: number): LoadBucket => {
    const from = new Date(query.from.getTime() + index * query.bucket);
    const bucket = buckets.get(index) ?? { ...NOTHING, from };
    buckets.set(index, bucket);
    return bucket;
  };
  for (const { index, ...counts } of stored.buckets) Object.assign(bucketAt(index), counts);
  for (const [index, count] of expected.counts.entries()) {
    if (count > 0) bucketAt(index).expectedCount = Math.round(count / expected.share);
  }
  return {
    buckets: [...buckets.values()].sort((a, b) => a.from.getTime() - b.from.getTime()),
    runShare: stored.share,
    scheduleShare: expected.share,
    forecastUntil: expected.until,
  };
}

const NOTHING = {
  succeededCount: 0,
  failedCount: 0,
  cancelledCount: 0,
  skippedCount: 0,
  activeCount: 0,
  expectedCount: 0,
};

async function forecast(
  { database, logger }: Dependencies,
  query: LoadQuery,
): Promise<{ counts: number[]; share: number; until: Date | undefined }> {
  const now = await readDatabaseTime(database);
  if (query.until <= now) return { counts: [], share: 1, until: undefined };
  const { share, rows } = await readForecastSample(database, { until: query.until, limit: MAX_SCHEDULES });
  const schedules = rows.flatMap((row) => {
    try {
      return [{ timing: compiledTimingOf(row), nextDueAt: row.nextDueAt }];
    } catch (err) {
      // the planner pauses it when its time comes
      logger.debug({ err, scheduleId: row.id }, "a schedule cannot be forecast");
      return [];
    }
  });
  const { counts, until } = await inSteps(forecastDueTimes({ ...query, schedules, budget: MAX_DUE_TIMES }));
  return { counts, share, until };
}

/** Lets everything else of this process run between two steps. */
async function inSteps(steps: Generator<undefined, Forecast>): Promise<Forecast> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await letOthersRun();
  }
}
