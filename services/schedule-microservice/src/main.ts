import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import {
  countOwnedSchedules,
  createClockSkew,
  createCredentialLookup,
  createDatabase,
  createPartitions,
} from "@repo/db";
import { createProducer, createRedisServerCheck, whenReady } from "@repo/queue";
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
import { createAuthenticator, serverTlsOf } from "@repo/runtime/auth";
import { createRpcServer } from "@repo/runtime/rpc/server";
import { ACCESS } from "./access.ts";
import { Config } from "./config.ts";
import type { Dependencies } from "./dependencies.ts";
import { overviewService } from "./overview/overview-service.ts";
import { plannerService } from "./planning/planner-service.ts";
import { createPresence } from "./presence.ts";
import { createOutbox } from "./recovery/outbox.ts";
import { createReaper } from "./recovery/reaper.ts";
import { createRedisGuard } from "./recovery/redis-guard.ts";
import { createUnservedQueues } from "./recovery/unserved-queues.ts";
import { createWatchdog } from "./recovery/watchdog.ts";
import { runService } from "./runs/run-service.ts";
import { createRunWatch } from "./runs/watch.ts";
import { createOwnerQuota } from "./schedules/owner-quota.ts";
import { scheduleService } from "./schedules/schedule-service.ts";

const SERVICE = "schedule-microservice";
const FIRST_CONNECTION_MS = 2_000;
/** Without a sign of life for this long, a replica counts as dead. */
const PRESENCE_MS = 30_000;

await runMain(SERVICE, async () => {
  const config = loadConfig(Config, process.env);
  const logger = createLogger({ service: SERVICE, level: config.LOG_LEVEL, pretty: config.LOG_PRETTY });
  const onError = (err: Error) => logger.warn({ err }, "connection error");

  const database = createDatabase({
    url: config.DATABASE_URL,
    maxConnections: config.DATABASE_MAX_CONNECTIONS,
    onConnectionError: onError,
  });
  const producer = createProducer({ url: config.REDIS_URL, onError });
  const runWatch = createRunWatch({ redisUrl: config.REDIS_URL, onError });
  const clock = createClockSkew(database, { limit: config.MAX_CLOCK_SKEW, now: () => Date.now() });
  const dependencies: Dependencies = {
    database,
    clock,
    partitions: createPartitions(database),
    producer,
    logger,
    runRetention: config.RUN_RETENTION,
    ownerQuota: createOwnerQuota({
      limit: config.MAX_SCHEDULES_PER_OWNER,
      count: (owner, limit) => countOwnedSchedules(database, { owner, limit }),
    }),
    onPoint: createCrashHook(config.CRASH_POINT),
  };

  const health = createHealthState({
    checks: {
      postgres: () => database.query("SELECT 1"),
      redis: createRedisServerCheck(producer.redis),
      clock: async () => clock.check(),
    },
  });
  const registry = createMetricsRegistry();
  measureClockSkew(registry, clock);
  const metrics =
    config.METRICS_PORT === undefined
      ? undefined
      : await startMetricsServer({ port: config.METRICS_PORT, registry, health });
  const authenticator = createAuthenticator({
    lookup: createCredentialLookup(database),
    serviceKeys: config.SERVICE_PUBLIC_KEYS,
  });
  const server = createRpcServer({
    logger,
    services: [
      scheduleService(dependencies),
      runService(dependencies, runWatch),
      overviewService(dependencies),
      plannerService(dependencies),
    ],
    authorization: {
      access: ACCESS,
      authenticator,
      maxStreamsPerCaller: config.MAX_STREAMS_PER_CALLER,
    },
    health,
    reflection: config.GRPC_REFLECTION,
    metrics: registry,
    tls: serverTlsOf(config),
    limits: { maxConnectionAgeMs: config.GRPC_MAX_CONNECTION_AGE },
  });

  const outbox = createOutbox(dependencies);
  const reaper = createReaper(dependencies, { patience: 5_000, monotonicNow: () => performance.now() });
  const redisGuard = createRedisGuard(dependencies, { queueShards: config.QUEUE_SHARDS });
  const unservedQueues = createUnservedQueues(dependencies, registry);
  const processId = `${SERVICE}-${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const presence = createPresence(database, clock, {
    id: processId,
    service: SERVICE,
    host: hostname(),
    queues: [],
    version: config.SERVICE_VERSION,
    capacity: 0,
    leaseDuration: PRESENCE_MS,
  });
  const watchdog = createWatchdog(dependencies, {
    holder: processId,
    minHorizon: config.MIN_HORIZON,
    window: config.WATCHDOG_WINDOW,
  });

  // the first look at Redis finds it connected, if it is there; if not, this process waits for it as it serves
  await Promise.race([whenReady(producer.redis), delay(FIRST_CONNECTION_MS)]);
  const redisGuardLoop = startLoop({
    name: "redis-guard",
    intervalMs: 2_000,
    maxBackoffMs: 4_000,
    tick: redisGuard.tick,
    logger,
  });
  // it finds out into how many shards the queues are cut, without which nothing can be enqueued
  await Promise.race([redisGuardLoop.tick(), delay(FIRST_CONNECTION_MS)]);
  const port = await server.listen({ host: config.GRPC_HOST, port: config.GRPC_PORT });
  const loops = [
    startLoop({ name: "clock", intervalMs: 10_000, tick: clock.measure, logger }),
    startLoop({ name: "presence", intervalMs: 5_000, maxBackoffMs: 5_000, tick: presence.tick, logger }),
    // what repairs after an outage must not sleep long when it is over
    redisGuardLoop,
    startLoop({ name: "outbox", intervalMs: 2_000, maxBackoffMs: 4_000, tick: outbox.tick, logger }),
    startLoop({ name: "reaper", intervalMs: 2_000, maxBackoffMs: 4_000, tick: reaper.tick, logger }),
    startLoop({ name: "unserved-queues", intervalMs: 15_000, tick: unservedQueues.tick, logger }),
    startLoop({ name: "watchdog", intervalMs: 5_000, maxBackoffMs: 5_000, tick: watchdog.tick, logger }),
  ];
  health.setServing();
  logger.info({ port }, "serving");

  onShutdown({
    logger,
    deadlineMs: config.SHUTDOWN_DEADLINE,
    steps: [
      ["health", () => health.setStopping()],
      ["loops", () => Promise.all(loops.map((loop) => loop.stop()))],
      ["grpc server", () => server.stop(config.SHUTDOWN_DEADLINE / 2)],
      ["run watch", () => runWatch.close()],
      ["presence", () => presence.leave()],
      ["redis", () => producer.close()],
      ["postgres", () => database.close()],
      ["metrics", () => metrics?.close()],
    ],
  });
});
