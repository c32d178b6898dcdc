import { setTimeout as delay } from "node:timers/promises";
import { DelayedError, type Job } from "bullmq";
import { MAX_BUNDLE_SIZE } from "./bundle.ts";
import type { JobIdentity } from "./job.ts";
import { QUEUE_NAME } from "./names.ts";
import { decodeRunJobs, encodeRunJobs, type RunJobs } from "./payload.ts";
import { createPlaces } from "./places.ts";
import { aheadOfItsPriority } from "./priority.ts";
import { type QueueShard, queuePrefixOf } from "./queue-shard.ts";
import { createWaitingRedis, type RedisOptions } from "./redis.ts";
import { WatchfulWorker } from "./watchful-worker.ts";

/** What is to become of a job. */
export type JobVerdict =
  /** Its run was begun and the ledger knows by whom: the job is done, and the run keeps its place until `ended`. */
  | { kind: "BEGUN"; ended: Promise<void> }
  /** There is nothing to do for it. */
  | { kind: "DONE" }
  /** It came too early and is to come back. */
  | { kind: "COME_BACK"; at: Date };

export interface ConsumerOptions extends RedisOptions {
  shard: QueueShard;
  /** Runs in hand at once. */
  concurrency: number;
  /** Milliseconds after which the jobs that a consumer took and did not decide on come back to another. */
  lockDuration: number;
  /** A throw brings the job back after a pause. */
  process: (job: JobIdentity) => Promise<JobVerdict>;
}

export interface Consumer {
  /** Takes no new job; the runs in hand go on. */
  pause(): Promise<void>;
  /** Waits for the jobs that are being decided on, then closes the connections. */
  close(): Promise<void>;
}

/**
 * How long a bundle may wait for places. A worker whose runs are short has them by then; from one whose runs are long
 * the rest goes back, ahead of all others, for a worker that has room.
 */
const PATIENCE_MS = 250;

/** Takes the jobs of one shard. */
export function createConsumer({
  shard,
  concurrency,
  lockDuration,
  process,
  ...options
}: ConsumerOptions): Consumer {
  const redis = createWaitingRedis(options);
  const places = createPlaces(concurrency);
  let bundlesInHand = 0;
  /** Whether places were free soon enough lately: then the next bundles are fetched before there is room for them. */
  let isQuick = true;
  let isFull = false;

  const worker = new WatchfulWorker<RunJobs>(
    QUEUE_NAME,
    async (message, token) => {
      bundlesInHand++;
      try {
        await handle(message, token);
      } finally {
        bundlesInHand--;
        fetchAsManyAsFit();
      }
    },
    {
      connection: redis,
      prefix: queuePrefixOf(shard),
      concurrency: bundlesThatFit(),
      // a job that comes back from a dead worker finds its run claimed: the ledger decides, so any number will do
      maxStalledCount: 1_000,
      lockDuration,
      stalledInterval: lockDuration / 3,
      // a job is in hand until its run is claimed, which takes milliseconds
      skipLockRenewal: true,
      // after a broken connection; the default would leave jobs waiting for 15 s
      runRetryDelay: 500,
    },
  );
  worker.on("error", options.onError);

  /** BullMQ counts messages. Each may be a full bundle; where there is no room, one that leaves is not replaced. */
  function bundlesThatFit(): number {
    const ahead = isQuick ? concurrency : 0;
    const room = isFull ? 0 : places.freeCount + ahead - places.wantedCount;
    return room > 0 ? bundlesInHand + Math.ceil(room / MAX_BUNDLE_SIZE) : Math.max(1, bundlesInHand - 1);
  }

  function fetchAsManyAsFit(): void {
    worker.concurrency = bundlesThatFit();
  }

  async function begin(job: JobIdentity): Promise<Decided> {
    let ended: Promise<void> | undefined;
    try {
      const verdict = await process(job);
      if (verdict.kind === "BEGUN") ended = verdict.ended;
      return { job, verdict };
    } catch (error) {
      return { job, error };
    } finally {
      if (ended === undefined) release();
      else ended.then(release, release);
    }
  }

  function release(): void {
    places.release();
    fetchAsManyAsFit();
  }

  async function handle(message: Job<RunJobs>, token: string | undefined): Promise<void> {
    const jobs = decodeRunJobs(message.data);
    const begun: Promise<Decided>[] = [];
    const request = places.ask(jobs.length, () => {
      const job = jobs[begun.length];
      if (job !== undefined) begun.push(begin(job));
    });
    fetchAsManyAsFit();
    if (begun.length < jobs.length) await Promise.race([request.whenOver, delay(PATIENCE_MS)]);
    request.withdraw();
    const notBegun = jobs.slice(begun.length);
    isQuick = notBegun.length === 0;
    const left = leftOver(await Promise.all(begun));
    const remaining = [...notBegun, ...left.jobs];
    if (remaining.length === 0) return;
    if (remaining.length < jobs.length) await message.updateData(encodeRunJobs(remaining));
    if (notBegun.length > 0) {
      await message.changePriority({ priority: aheadOfItsPriority(message.priority) });
      // as delayed to an instant that is past by any clock: BullMQ's way back to waiting wakes no idle worker
      await message.moveToDelayed(message.timestamp, token);
      await untilThereIsRoom();
      throw new DelayedError();
    }
    if (left.error !== undefined) throw left.error;
    await message.moveToDelayed(left.comeBackAt, token);
    throw new DelayedError();
  }

  /** One waits in the name of all: were none in hand, BullMQ would fetch one all the same, to give it back again. */
  async function untilThereIsRoom(): Promise<void> {
    if (isFull) return;
    isFull = true;
    fetchAsManyAsFit();
    await places.untilFree();
    isFull = false;
    fetchAsManyAsFit();
  }

  return {
    async pause() {
      await worker.pause(true);
      places.stopWaiting();
    },
    async close() {
      places.stopWaiting();
      await worker.close();
      redis.disconnect();
    },
  };
}

type Decided = { job: JobIdentity; verdict: JobVerdict } | { job: JobIdentity; error: unknown };

/** The jobs that are not done, the instant at which the first is to come back, and the first error. */
function leftOver(decided: readonly Decided[]): { jobs: JobIdentity[]; comeBackAt: number; error?: unknown } {
  const left: ReturnType<typeof leftOver> = { jobs: [], comeBackAt: Number.POSITIVE_INFINITY };
  for (const each of decided) {
    if ("error" in each) {
      left.jobs.push(each.job);
      left.error ??= each.error;
    } else if (each.verdict.kind === "COME_BACK") {
      left.jobs.push(each.job);
      left.comeBackAt = Math.min(left.comeBackAt, each.verdict.at.getTime());
    }
  }
  return left;
}
