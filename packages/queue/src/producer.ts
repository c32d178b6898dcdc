import { type QueueDepth, queueShardOf } from "@repo/core";
import { type JobsOptions, Queue } from "bullmq";
import { readQueueDepth } from "./depth.ts";
import { type JobIdentity, jobIdOf, QUEUE_NAME } from "./names.ts";
import { encodeRunJob, type RunJob } from "./payload.ts";
import { queuePrefixOf } from "./queue-shard.ts";
import { createCommandRedis, type RedisClient, type RedisOptions } from "./redis.ts";

/** Jobs per `addBulk`: one script call each in one pipeline, measured fastest between 500 and 1,000. */
const BATCH_SIZE = 500;

/** A job to put into Redis. */
export interface NewJob extends JobIdentity {
  queue: string;
  /** 1 is taken first. */
  priority: number;
  availableAt: Date;
}

export interface Producer {
  /** Into how many shards each queue is cut from now on. Nothing can be enqueued before this is known. */
  useShards(shardCount: number): void;
  /** Adds jobs; one that is in Redis already is left as it is. @returns when Redis has confirmed all of them */
  enqueue(jobs: readonly NewJob[]): Promise<void>;
  /** Those of the jobs that Redis does not know. */
  findMissing<Job extends NewJob>(jobs: readonly Job[]): Promise<Job[]>;
  /** How many jobs each of the queues holds. */
  readDepths(queues: readonly string[]): Promise<QueueDepth[]>;
  readonly redis: RedisClient;
  close(): Promise<void>;
}

/**
 * BullMQ retries a job whose processing threw, which happens when Postgres cannot be asked: the attempt has not
 * begun, so this has nothing to do with the retries of a schedule.
 */
const JOB_OPTIONS = {
  attempts: 10_000,
  backoff: { type: "fixed", delay: 2_000, jitter: 0.5 },
  // the ledger is in Postgres; a finished job would only keep its id from being used again
  removeOnComplete: true,
  removeOnFail: true,
} satisfies JobsOptions;

export function createProducer(options: RedisOptions): Producer {
  const redis = createCommandRedis(options);
  let shardCount: number | undefined;
  /** By the prefix of their keys. */
  const queues = new Map<string, Queue<RunJob>>();

  function queueOf(prefix: string): Queue<RunJob> {
    let queue = queues.get(prefix);
    if (queue === undefined) {
      queue = new Queue<RunJob>(QUEUE_NAME, {
        connection: redis,
        prefix,
        defaultJobOptions: JOB_OPTIONS,
        // nobody reads BullMQ's own event stream
        streams: { events: { maxLen: 1 } },
        skipMetasUpdate: true,
      });
      queue.on("error", options.onError);
      queues.set(prefix, queue);
    }
    return queue;
  }

  function knownShardCount(): number {
    if (shardCount === undefined) throw new Error("into how many shards the queues are cut is not known yet");
    return shardCount;
  }

  /** The jobs of each shard, by the prefix of its keys. */
  function groupByShard<Job extends NewJob>(jobs: readonly Job[]): [prefix: string, jobs: Job[]][] {
    const count = knownShardCount();
    return [...Map.groupBy(jobs, (job) => job.queue)].flatMap(([queue, ofQueue]) =>
      [...Map.groupBy(ofQueue, (job) => queueShardOf(job.scheduleId, count))].map(
        ([shard, ofShard]): [string, Job[]] => [queuePrefixOf({ queue, shard, shardCount: count }), ofShard],
      ),
    );
  }

  async function enqueueIn(prefix: string, jobs: readonly NewJob[]): Promise<void> {
    for (let i = 0; i < jobs.length; i += BATCH_SIZE) {
      await queueOf(prefix).addBulk(jobs.slice(i, i + BATCH_SIZE).map(bullJobOf));
    }
  }

  async function findMissingIn<Job extends NewJob>(prefix: string, jobs: readonly Job[]): Promise<Job[]> {
    const pipeline = redis.pipeline();
    for (const job of jobs) pipeline.exists(`${prefix}:${QUEUE_NAME}:${jobIdOf(job)}`);
    const answers = (await pipeline.exec()) ?? [];
    return jobs.filter((_, i) => answers[i]?.[1] === 0);
  }

  return {
    redis,
    useShards(count) {
      shardCount = count;
    },
    async enqueue(jobs) {
      // BullMQ would wait for a connection, however long it takes
      if (redis.status !== "ready") throw new Error(`Redis is not connected (${redis.status})`);
      await Promise.all(groupByShard(jobs).map(([prefix, ofShard]) => enqueueIn(prefix, ofShard)));
    },
    async findMissing(jobs) {
      const missing = groupByShard(jobs).map(([prefix, ofShard]) => findMissingIn(prefix, ofShard));
      return (await Promise.all(missing)).flat();
    },
    async readDepths(names) {
      const count = knownShardCount();
      return Promise.all(names.map((queue) => readQueueDepth(redis, { queue, shardCount: count })));
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      redis.disconnect();
    },
  };
}

function bullJobOf(job: NewJob) {
  const timestamp = Date.now();
  return {
    name: "run",
    data: encodeRunJob(job),
    opts: {
      jobId: jobIdOf(job),
      timestamp,
      // BullMQ fires at timestamp + delay: together they name the instant, whatever this clock says
      delay: Math.max(0, job.availableAt.getTime() - timestamp),
      priority: job.priority,
    },
  };
}
