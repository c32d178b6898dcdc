import { randomUUID } from "node:crypto";
import { type Run, type ScheduleDefinitionInput, shardOf } from "@repo/core";
import {
  confirmQueued,
  createDatabase,
  createPartitions,
  type Database,
  getRun,
  insertPlannedRuns,
  insertSchedule,
  migrateDatabase,
  type ScheduleRow,
} from "@repo/db";
import {
  createConsumers,
  createProducer,
  type Producer,
  subscribeCancelRequests,
  whenReady,
} from "@repo/queue";
import { createLogger } from "@repo/runtime";
import { aDefinition, createTestDatabase, createTestRedis, eventually } from "@repo/testing";
import type { TargetContext, TargetRegistry, TargetResult } from "../src/targets/index.ts";
import { createWorker, type Worker } from "../src/worker.ts";
import { takeWorkerLease, type WorkerLease } from "../src/worker-lease.ts";

const DEFAULT_CONCURRENCY = 20;

/** Decides what the target does, call by call. */
export type Script = (context: TargetContext) => Promise<TargetResult>;

export const OK: TargetResult = { ok: true };

/** Stays in the target until the attempt is aborted. */
export const untilAborted: Script = ({ signal }) =>
  new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve({ ok: false, message: "stopped", retryable: true }), {
      once: true,
    });
  });

/** Postgres, Redis and the parts that workers are made of. */
export interface Bench extends AsyncDisposable {
  database: Database;
  producer: Producer;
  /** Where a worker process finds the two. */
  environment: { DATABASE_URL: string; REDIS_URL: string };
  addSchedule(overrides?: Partial<ScheduleDefinitionInput>): Promise<ScheduleRow>;
  /** Plans a run that was due so many seconds ago and enqueues its job, for now unless `fireInMs` is given. */
  startRun(schedule: ScheduleRow, options?: { secondsAgo?: number; fireInMs?: number }): Promise<string>;
  read(runId: string): Promise<Run>;
  /** The run once it is in one of these states. */
  untilState(runId: string, ...states: Run["state"][]): Promise<Run>;
  startWorker(
    script: Script,
    options?: { database?: Database; concurrency?: number; listens?: boolean },
  ): Promise<BenchWorker>;
}

export interface BenchWorker {
  worker: Worker;
  lease: WorkerLease;
  calls: TargetContext[];
  /** Takes no more jobs. */
  pause(): Promise<void>;
  close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const [testDatabase, testRedis] = await Promise.all([
    createTestDatabase({ migrate: async (url) => void (await migrateDatabase(url)) }),
    createTestRedis(),
  ]);
  const onError = () => undefined;
  const logger = createLogger({ service: "test", level: "silent" });
  const database = createDatabase({ url: testDatabase.url, maxConnections: 10, onConnectionError: onError });
  const producer = createProducer({ url: testRedis.url, onError });
  producer.useShards(1);
  await whenReady(producer.redis);
  const partitions = createPartitions(database);

  const read = (runId: string) => {
    const [scheduleId = "", ms] = runId.split("_");
    return getRun(database, { scheduleId, dueAt: new Date(Number(ms)) });
  };
  return {
    database,
    producer,
    environment: { DATABASE_URL: testDatabase.url, REDIS_URL: testRedis.url },
    read,
    addSchedule(overrides) {
      const id = randomUUID();
      const definition = aDefinition({ initialBackoff: 100, maxBackoff: 100, ...overrides });
      return insertSchedule(database, { id, definition, owner: "", shard: shardOf(id), state: "ACTIVE" });
    },
    async startRun(schedule, { secondsAgo = 0, fireInMs = 0 } = {}) {
      const now = Math.floor(Date.now() / 1_000) * 1_000;
      const dueAt = new Date(now - secondsAgo * 1_000);
      const fireAt = fireInMs > 0 ? new Date(Date.now() + fireInMs) : dueAt;
      await partitions.ensure(dueAt, dueAt);
      const [run] = await insertPlannedRuns(database, [
        { scheduleId: schedule.id, dueAt, fireAt, revision: schedule.revision, misfired: false },
      ]);
      if (run === undefined) throw new Error("the run was planned already");
      const { queue, priority } = schedule;
      await producer.enqueue([{ ...run, attempt: 1, availableAt: dueAt, queue, priority }]);
      await confirmQueued(database, [{ ...run, bundleId: null }]);
      return `${schedule.id}_${dueAt.getTime()}`;
    },
    untilState(runId, ...states) {
      return eventually(
        async () => {
          const run = await read(runId);
          if (!states.includes(run.state)) throw new Error(`it is ${run.state} ${run.reason ?? ""}`);
          return run;
        },
        { withinMs: 10_000, describe: `the run to be ${states.join(" or ")}` },
      );
    },
    async startWorker(script, options = {}) {
      const calls: TargetContext[] = [];
      const targets: TargetRegistry = {
        execute(_, given) {
          const context = { ...given, secrets: [] };
          calls.push(context);
          return script(context);
        },
        stopGraceOf: () => 500,
        close: async () => undefined,
      };
      const lease = await takeWorkerLease(database, {
        queues: ["default"],
        version: "",
        capacity: options.concurrency ?? DEFAULT_CONCURRENCY,
        clock: { skew: undefined },
        leaseDuration: 60_000,
        onFailure: onError,
      });
      const worker = createWorker({
        database: options.database ?? database,
        producer,
        lease,
        targets,
        logger,
      });
      const redis = { url: testRedis.url, onError };
      const consumers = createConsumers({
        ...redis,
        queues: ["default"],
        concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
        process: worker.process,
        lockDuration: 30_000,
      });
      consumers.useShards(1);
      const requests =
        options.listens === false
          ? undefined
          : subscribeCancelRequests({ ...redis, onRequests: worker.cancel });
      await requests?.whenListening;
      return {
        worker,
        lease,
        calls,
        pause: () => consumers.pause(),
        async close() {
          await consumers.pause();
          await worker.drain(0);
          await consumers.close();
          requests?.close();
          await lease.release();
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await producer.close();
      await database.close();
      await Promise.all([testDatabase.drop(), testRedis.drop()]);
    },
  };
}
