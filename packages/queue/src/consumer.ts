import { DelayedError, type Job, Worker } from "bullmq";
import type { JobIdentity } from "./names.ts";
import { QUEUE_NAME } from "./names.ts";
import { decodeRunJob, type RunJob } from "./payload.ts";
import { type QueueShard, queuePrefixOf } from "./queue-shard.ts";
import { createConsumerRedis, type RedisOptions } from "./redis.ts";

/** What is to become of a job that was processed. */
export type JobVerdict =
  /** Its work is done or not needed any more. */
  | { kind: "DONE" }
  /** It came too early and is to come back. */
  | { kind: "COME_BACK"; at: Date };

export interface ConsumerOptions extends RedisOptions {
  shard: QueueShard;
  /** Jobs in hand at once. */
  concurrency: number;
  /** Milliseconds after which the jobs of a consumer that is gone come back to another. */
  lockDuration: number;
  /** A throw brings the job back after a pause. */
  process: (job: JobIdentity) => Promise<JobVerdict>;
}

export interface Consumer {
  /** Takes no new job; those in hand go on. */
  pause(): Promise<void>;
  /** Waits for the jobs in hand, then closes the connections. */
  close(): Promise<void>;
}

/** Takes the jobs of one shard. */
export function createConsumer({
  shard,
  concurrency,
  lockDuration,
  process,
  ...options
}: ConsumerOptions): Consumer {
  const redis = createConsumerRedis(options);
  const worker = new Worker<RunJob>(
    QUEUE_NAME,
    async (job, token) => {
      const verdict = await process(decodeRunJob(job.data));
      if (verdict.kind === "COME_BACK") await moveToDelayed(job, verdict.at, token);
    },
    {
      connection: redis,
      prefix: queuePrefixOf(shard),
      concurrency,
      // a job that comes back from a dead worker finds its run claimed: the ledger decides, so any number will do
      maxStalledCount: 1_000,
      lockDuration,
      stalledInterval: lockDuration / 3,
      // after a broken connection; the default would leave jobs waiting for 15 s
      runRetryDelay: 500,
    },
  );
  worker.on("error", options.onError);
  return {
    pause: () => worker.pause(true),
    async close() {
      await worker.close();
      redis.disconnect();
    },
  };
}

async function moveToDelayed(job: Job<RunJob>, at: Date, token: string | undefined): Promise<never> {
  await job.moveToDelayed(at.getTime(), token);
  throw new DelayedError();
}
