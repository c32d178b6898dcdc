import { queueShardOf } from "@repo/core";
import { type JobsOptions, Queue } from "bullmq";
import { type Bundle, bundleJobs } from "./bundle.ts";
import { jobIdOf, type NewJob } from "./job.ts";
import { QUEUE_NAME } from "./names.ts";
import { encodeRunJobs, type RunJobs } from "./payload.ts";
import { bullPriorityOf } from "./priority.ts";
import { queuePrefixOf } from "./queue-shard.ts";
import { createCommandRedis, type RedisClient, type RedisOptions } from "./redis.ts";

/** Jobs per `addBulk`: one script call each in one pipeline, measured fastest between 500 and 1,000. */
const BATCH_SIZE = 500;

/** A job in Redis, and in which bundle it is if it is in one. */
export type EnqueuedJob<Job extends NewJob> = Job & { bundleId: string | null };

type SoughtJob = NewJob & Partial<EnqueuedJob<NewJob>>;

export interface Producer {
  /** Into how many shards each queue is cut from now on. Nothing can be enqueued before this is known. */
  useShards(shardCount: number): void;
  /** Adds jobs, each for itself; one that is in Redis already is left as it is. @returns when Redis has confirmed all */
  enqueue(jobs: readonly NewJob[]): Promise<void>;
  /** Adds jobs, those that start together in bundles. @returns the jobs once Redis has confirmed all of them */
  enqueueBundled<Job extends NewJob>(jobs: readonly Job[]): Promise<EnqueuedJob<Job>[]>;
  /** Those of the jobs that Redis does not know. */
  findMissing<Job extends SoughtJob>(jobs: readonly Job[]): Promise<Job[]>;
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
  const queues = new Map<string, Queue<RunJobs>>();

  function queueOf(prefix: string): Queue<RunJobs> {
    let queue = queues.get(prefix);
    if (queue === undefined) {
      queue = new Queue<RunJobs>(QUEUE_NAME, {
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

  async function enqueueIn(prefix: string, bundles: readonly Bundle<NewJob>[]): Promise<void> {
    // BullMQ would wait for a connection, however long it takes
    if (redis.status !== "ready") throw new Error(`Redis is not connected (${redis.status})`);
    for (let i = 0; i < bundles.length; i += BATCH_SIZE) {
      await queueOf(prefix).addBulk(bundles.slice(i, i + BATCH_SIZE).flatMap(messageOf));
    }
  }

  async function findMissingIn<Job extends SoughtJob>(prefix: string, jobs: readonly Job[]): Promise<Job[]> {
    const pipeline = redis.pipeline();
    for (const job of jobs) pipeline.exists(`${prefix}:${QUEUE_NAME}:${job.bundleId ?? jobIdOf(job)}`);
    const answers = (await pipeline.exec()) ?? [];
    return jobs.filter((_, i) => answers[i]?.[1] === 0);
  }

  return {
    redis,
    useShards(count) {
      shardCount = count;
    },
    async enqueue(jobs) {
      const alone = (job: NewJob) => ({ bundleId: undefined, jobs: [job] });
      await Promise.all(groupByShard(jobs).map(([prefix, ofShard]) => enqueueIn(prefix, ofShard.map(alone))));
    },
    async enqueueBundled<Job extends NewJob>(jobs: readonly Job[]) {
      const enqueued = groupByShard(jobs).map(async ([prefix, ofShard]): Promise<EnqueuedJob<Job>[]> => {
        const bundles = bundleJobs(ofShard);
        await enqueueIn(prefix, bundles);
        return bundles.flatMap((bundle) =>
          bundle.jobs.map((job) => ({ ...job, bundleId: bundle.bundleId ?? null })),
        );
      });
      return (await Promise.all(enqueued)).flat();
    },
    async findMissing(jobs) {
      const missing = groupByShard(jobs).map(([prefix, ofShard]) => findMissingIn(prefix, ofShard));
      return (await Promise.all(missing)).flat();
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      redis.disconnect();
    },
  };
}

/** The jobs of a bundle start together with one priority, so that the first tells when and before what. */
function messageOf({ bundleId, jobs }: Bundle<NewJob>) {
  const [first] = jobs;
  if (first === undefined) return [];
  const timestamp = Date.now();
  return [
    {
      name: jobs.length === 1 ? "run" : "runs",
      data: encodeRunJobs(jobs),
      opts: {
        jobId: bundleId ?? jobIdOf(first),
        timestamp,
        // BullMQ fires at timestamp + delay: together they name the instant, whatever this clock says
        delay: Math.max(0, first.availableAt.getTime() - timestamp),
        priority: bullPriorityOf(first.priority),
      },
    },
  ];
}
