import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { migrateDatabase } from "@repo/db";
import { createSupervisor, freePort } from "@repo/local-stack";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { createRpcClient, type RpcClient } from "@repo/runtime/rpc/client";
import {
  createTestUser,
  type FaultProxy,
  type Recorder,
  serviceEnvironment,
  startFaultProxy,
  startPostgresServer,
  startRecorder,
  startRedisCluster,
  startRedisServer,
  type TestRedisCluster,
  type TestServer,
} from "@repo/testing";
import { createServiceProcess, type ServiceProcess } from "./service-process.ts";

export interface SystemOptions {
  replicas: number;
  workers: number;
  /** How many masters plan at the same time. */
  masters: number;
  /** What the jobs are kept in; default: one server. */
  redis?: "server" | "cluster";
  /** Added to the environment of every process. */
  environment?: Readonly<Record<string, string>>;
  /** Folder of the processes' logs. */
  logFolder: string;
}

/** The whole product on this machine: real processes and real servers, of which any may be broken. */
export interface System extends AsyncDisposable {
  readonly replicas: readonly ServiceProcess[];
  readonly workers: readonly ServiceProcess[];
  readonly masters: readonly ServiceProcess[];
  readonly postgres: TestServer;
  /** @throws when this system is on a Redis Cluster; so does `redisProxy` */
  readonly redis: TestServer;
  /** @throws when this system is on one Redis server */
  readonly redisCluster: TestRedisCluster;
  /** Between the processes and the servers. */
  readonly postgresProxy: FaultProxy;
  readonly redisProxy: FaultProxy;
  readonly recorder: Recorder;
  readonly schedules: RpcClient<typeof ScheduleService>;
  readonly runs: RpcClient<typeof RunService>;
  /** All processes, in the order in which they are started. */
  processes(): ServiceProcess[];
  startAll(): Promise<void>;
}

/** How often a master plans. */
export const MASTER_PERIOD_MS = 5_000;
/** How far a master plans ahead: three periods, so that planning goes on all the time. */
export const PLAN_WINDOW_MS = 15_000;
/** The horizon below which replicas plan by themselves: more than one period, less than what a master leaves. */
export const MIN_HORIZON_MS = 8_000;
/** Without a sign of life for this long a worker counts as dead. */
export const WORKER_LEASE_MS = 3_000;

const READY = { replica: "serving", worker: "working", master: "the window is planned" };

/** Sets up servers, proxies and recorder; the processes are started by `startAll`, or one by one. */
export async function setUpSystem(options: SystemOptions): Promise<System> {
  const { logFolder } = options;
  mkdirSync(logFolder, { recursive: true });
  await using cleanUp = new AsyncDisposableStack();
  const postgres = cleanUp.use(await startPostgresServer());
  await migrateDatabase(postgres.url);
  const postgresProxy = cleanUp.use(await startFaultProxy({ targetPort: postgres.port }));
  const redis = await (options.redis === "cluster" ? startOnCluster(cleanUp) : startOnServer(cleanUp));
  const recorder = cleanUp.use(startRecorder());
  const supervisor = createSupervisor();
  cleanUp.defer(() => supervisor.stopAll(0));

  const environment = {
    DATABASE_URL: withPort(postgres.url, postgresProxy.port),
    REDIS_URL: redis.url,
    ...serviceEnvironment(),
    ...options.environment,
  };
  const define = (service: ServiceProcess["name"], index: number) => ({
    name: `${service}-${index + 1}`,
    logFile: join(logFolder, `${service}-${index + 1}.log`),
  });
  const ports = await freePorts(options.replicas);
  const address = `ipv4:${ports.map((port) => `127.0.0.1:${port}`).join(",")}`;
  const replicas = ports.map((port, index) =>
    createServiceProcess(supervisor, {
      ...define("replica", index),
      service: "schedule-microservice",
      readyMessage: READY.replica,
      environment: {
        MIN_HORIZON: `${MIN_HORIZON_MS}ms`,
        WATCHDOG_WINDOW: `${PLAN_WINDOW_MS}ms`,
        ...environment,
        GRPC_HOST: "127.0.0.1",
        GRPC_PORT: String(port),
      },
    }),
  );
  const workers = Array.from({ length: options.workers }, (_, index) =>
    createServiceProcess(supervisor, {
      ...define("worker", index),
      service: "worker",
      readyMessage: READY.worker,
      environment: {
        HTTP_TARGET_ALLOW: "127.0.0.0/8",
        WORKER_LEASE: `${WORKER_LEASE_MS}ms`,
        ...environment,
      },
    }),
  );
  const masters = Array.from({ length: options.masters }, (_, index) =>
    createServiceProcess(supervisor, {
      ...define("master", index),
      service: "master-cron-job",
      args: ["--every", `${MASTER_PERIOD_MS}ms`],
      readyMessage: READY.master,
      environment: {
        ...environment,
        SCHEDULE_SERVICE_ADDRESS: address,
        PLAN_WINDOW: `${PLAN_WINDOW_MS}ms`,
        PLAN_CHUNK: "10s",
      },
    }),
  );
  const { headers } = await createTestUser(postgres.url);
  const schedules = createRpcClient(ScheduleService, address, { headers });
  const runs = createRpcClient(RunService, address, { headers });
  cleanUp.defer(() => {
    schedules.close();
    runs.close();
  });

  const owned = cleanUp.move();
  return {
    replicas,
    workers,
    masters,
    postgres,
    get redis() {
      return redis.server ?? refuse("one Redis server");
    },
    get redisCluster() {
      return redis.cluster ?? refuse("a Redis Cluster");
    },
    postgresProxy,
    get redisProxy() {
      return redis.proxy ?? refuse("one Redis server");
    },
    recorder,
    schedules,
    runs,
    processes: () => [...replicas, ...workers, ...masters],
    async startAll() {
      await Promise.all([...replicas, ...workers].map((process) => process.start()));
      await Promise.all(masters.map((master) => master.start()));
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** What the jobs are kept in, and the URL that the processes get. */
interface RedisSetUp {
  url: string;
  server?: TestServer;
  proxy?: FaultProxy;
  cluster?: TestRedisCluster;
}

async function startOnServer(cleanUp: AsyncDisposableStack): Promise<RedisSetUp> {
  const server = cleanUp.use(await startRedisServer());
  const proxy = cleanUp.use(await startFaultProxy({ targetPort: server.port }));
  return { url: withPort(server.url, proxy.port), server, proxy };
}

/** Without proxies: the nodes of a cluster tell their own addresses. */
async function startOnCluster(cleanUp: AsyncDisposableStack): Promise<RedisSetUp> {
  const cluster = cleanUp.use(await startRedisCluster());
  return { url: cluster.url, cluster };
}

function refuse(what: string): never {
  throw new Error(`this system does not work on ${what}`);
}

function withPort(url: string, port: number): string {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.href;
}

async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}
