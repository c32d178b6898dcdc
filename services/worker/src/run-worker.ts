import { createClockSkew, createDatabase, readInstallation } from "@repo/db";
import {
  createConsumers,
  createProducer,
  createRedisServerCheck,
  subscribeCancelRequests,
} from "@repo/queue";
import {
  createCrashHook,
  createHealthState,
  createLogger,
  createMetricsRegistry,
  loadConfig,
  measureClockSkew,
  onShutdown,
  runMain,
  startLoop,
  startMetricsServer,
} from "@repo/runtime";
import { createKeyring } from "@repo/runtime/auth";
import { Config } from "./config.ts";
import { createStoredSecrets } from "./secrets/stored-secrets.ts";
import { createTargetRegistry, type Handlers, openKubernetesJobs, readHandlers } from "./targets/index.ts";
import { createWorker } from "./worker.ts";
import { takeWorkerLease } from "./worker-lease.ts";

const SERVICE = "worker";

export interface WorkerOptions {
  /** Functions that handler targets may name. */
  handlers?: Handlers;
}

/**
 * A worker process, as its environment says: takes runs, carries them out, drains and ends at SIGTERM. What it cannot
 * start with is one message on stderr and exit code 1.
 */
export function runWorker({ handlers = {} }: WorkerOptions = {}): Promise<void> {
  return runMain(SERVICE, () => startWorker(handlers));
}

async function startWorker(givenHandlers: Handlers): Promise<void> {
  const handlers = readHandlers(givenHandlers);
  const config = loadConfig(Config, process.env);
  const logger = createLogger({ service: SERVICE, level: config.LOG_LEVEL, pretty: config.LOG_PRETTY });
  const onError = (err: Error) => logger.warn({ err }, "connection error");
  const redis = { url: config.REDIS_URL, onError };

  const database = createDatabase({
    url: config.DATABASE_URL,
    maxConnections: config.DATABASE_MAX_CONNECTIONS,
    onConnectionError: onError,
  });
  const producer = createProducer(redis);
  const targets = createTargetRegistry({
    secrets: createStoredSecrets(
      { database, logger },
      config.SECRETS_KEYS && createKeyring(config.SECRETS_KEYS),
    ),
    kubernetesJob: await openKubernetesJobs(config),
    http: { allow: config.HTTP_TARGET_ALLOW, connectionsPerOrigin: config.HTTP_TARGET_CONNECTIONS },
    handler: { handlers, logger },
    command: { allow: config.COMMAND_TARGET_ALLOW },
  });
  const health = createHealthState({
    checks: { postgres: () => database.query("SELECT 1"), redis: createRedisServerCheck(producer.redis) },
  });
  // a worker that is ahead starts nothing early, because claims go by the database's clock; one behind starts late
  const clock = createClockSkew(database, { limit: Number.POSITIVE_INFINITY, now: () => Date.now() });
  const registry = createMetricsRegistry();
  measureClockSkew(registry, clock);
  const metrics =
    config.METRICS_PORT === undefined
      ? undefined
      : await startMetricsServer({ port: config.METRICS_PORT, registry, health });

  const lease = await takeWorkerLease(database, {
    queues: config.WORKER_QUEUES,
    version: config.SERVICE_VERSION,
    capacity: config.WORKER_CONCURRENCY * config.WORKER_QUEUES.length,
    leaseDuration: config.WORKER_LEASE,
    clock,
    onFailure: (err) => logger.warn({ err }, "Postgres does not answer; trying again"),
  });
  const worker = createWorker({
    database,
    producer,
    lease,
    targets,
    logger,
    onPoint: createCrashHook(config.CRASH_POINT),
  });

  const clockLoop = startLoop({ name: "clock", intervalMs: 10_000, tick: clock.measure, logger });
  const intervalMs = config.WORKER_LEASE / 3;
  const heartbeat = startLoop({
    name: "heartbeat",
    intervalMs,
    maxBackoffMs: intervalMs,
    tick: worker.heartbeat,
    logger,
  });
  const partialOutputs = startLoop({
    name: "partial-outputs",
    intervalMs: 1_000,
    maxBackoffMs: 4_000,
    tick: worker.writePartialOutputs,
    logger,
  });
  const cancelRequests = subscribeCancelRequests({ ...redis, onRequests: worker.cancel });
  const consumers = createConsumers({
    ...redis,
    queues: config.WORKER_QUEUES,
    concurrency: config.WORKER_CONCURRENCY,
    lockDuration: config.WORKER_LEASE,
    process: worker.process,
  });
  const queueShards = startLoop({
    name: "queue-shards",
    intervalMs: 2_000,
    maxBackoffMs: 4_000,
    async tick() {
      const installation = await readInstallation(database);
      producer.useShards(installation.queueShards);
      consumers.useShards(installation.queueShards);
    },
    logger,
  });
  health.setServing();
  logger.info({ workerId: lease.workerId, queues: config.WORKER_QUEUES }, "working");

  onShutdown({
    logger,
    deadlineMs: config.SHUTDOWN_DEADLINE,
    steps: [
      ["health", () => health.setStopping()],
      ["take no more jobs", () => consumers.pause()],
      ["drain", () => worker.drain(config.SHUTDOWN_DEADLINE * 0.8)],
      ["consumers", () => consumers.close()],
      ["cancel requests", () => cancelRequests.close()],
      [
        "loops",
        () => Promise.all([heartbeat, clockLoop, partialOutputs, queueShards].map((loop) => loop.stop())),
      ],
      ["lease", () => lease.release()],
      ["targets", () => targets.close()],
      ["redis", () => producer.close()],
      ["postgres", () => database.close()],
      ["metrics", () => metrics?.close()],
    ],
  });
}
