import { Queue } from "bullmq";
import { Redis } from "ioredis";
import type { RawRun } from "./insert-run-rows.ts";

const BATCH_SIZE = 500;
export const RAW_QUEUE = "raw";

/** A BullMQ job without any of the product's code. */
export interface RawJob {
  name: string;
  data: object;
  opts: { jobId: string; timestamp: number; delay: number; priority?: number };
}

/** The job that the product makes for a run: the same name, data, id, delay and priority. */
export function rawJobOf({ scheduleId, dueAt }: RawRun): RawJob {
  const timestamp = Date.now();
  return {
    name: "run",
    data: { scheduleId, dueAt: dueAt.getTime(), attempt: 1, revision: 1 },
    opts: {
      jobId: `${scheduleId}_${dueAt.getTime()}_1_1`,
      timestamp,
      delay: Math.max(0, dueAt.getTime() - timestamp),
      priority: 100,
    },
  };
}

/** Adds jobs by `addBulk` in batches of the size that is fastest, one after the other. */
export async function addRawJobs(redisUrl: string, jobs: readonly RawJob[]): Promise<void> {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const queue = new Queue(RAW_QUEUE, {
    connection: redis,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  try {
    for (let i = 0; i < jobs.length; i += BATCH_SIZE) await queue.addBulk(jobs.slice(i, i + BATCH_SIZE));
  } finally {
    await queue.close();
    redis.disconnect();
  }
}
