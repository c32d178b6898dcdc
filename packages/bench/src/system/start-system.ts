import { appendFileSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createSupervisor, freePort, type SupervisedProcess } from "@repo/local-stack";
import { PlannerService } from "@repo/proto/scheduler/v1/planner_service_pb";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { createRpcClient, type RpcClient } from "@repo/runtime/rpc/client";
import { createTestUser, serviceEnvironment, serviceHeaders } from "@repo/testing";
import type { FreshStores } from "./fresh-stores.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");
const RECORDING_TARGET = resolve(import.meta.dirname, "../starts/recording-target.ts");
const PLAN_DEADLINE_MS = 600_000;
const READY = { replica: "serving", worker: "working", master: "the window is planned" };

export interface SystemOptions {
  stores: FreshStores;
  replicas: number;
  /** Where the processes' logs go. */
  folder: string;
  /** Folder for CPU profiles of replicas and workers, written when they end. */
  profileFolder?: string | undefined;
}

/** The product in real processes, with the settings it is shipped with but for what `environment` says. */
export interface BenchSystem extends AsyncDisposable {
  schedules: RpcClient<typeof ScheduleService>;
  runs: RpcClient<typeof RunService>;
  planner: RpcClient<typeof PlannerService>;
  /** Where the replicas listen, as a gRPC target. */
  address: string;
  /** An API token of an administrator. */
  token: string;
  /** Starts a worker whose no-op target notes its calls in `startsFile`. */
  startWorker(options: {
    startsFile: string;
    environment?: Record<string, string>;
  }): Promise<SupervisedProcess>;
  startMaster(options: { every: string; environment: Record<string, string> }): Promise<SupervisedProcess>;
  /** Those that run now. */
  processes(): SupervisedProcess[];
}

export async function startSystem({
  stores,
  replicas,
  folder,
  profileFolder,
}: SystemOptions): Promise<BenchSystem> {
  mkdirSync(folder, { recursive: true });
  await using cleanUp = new AsyncDisposableStack();
  const supervisor = createSupervisor();
  cleanUp.defer(() => supervisor.stopAll(10_000));
  const started: SupervisedProcess[] = [];
  const counts = new Map<string, number>();
  const profiling = (name: string) =>
    profileFolder === undefined
      ? []
      : [
          "--cpu-prof-md",
          "--cpu-prof-dir",
          profileFolder,
          "--cpu-prof-name",
          `${name}-${Bun.randomUUIDv7()}.cpuprofile`,
        ];
  const storesEnvironment = { DATABASE_URL: stores.databaseUrl, REDIS_URL: stores.redisUrl };

  async function start(
    name: keyof typeof READY,
    command: readonly string[],
    environment: Record<string, string>,
  ): Promise<SupervisedProcess> {
    const number = (counts.get(name) ?? 0) + 1;
    counts.set(name, number);
    const logFile = join(folder, `${name}-${number}.log`);
    const process = await supervisor.start({
      name: `${name} ${number}`,
      command,
      workingDirectory: ROOT,
      environment: { METRICS_PORT: "", ...serviceEnvironment(), ...environment },
      onLine: (line) => appendFileSync(logFile, `${line}\n`),
      readyWhen: { line: (line) => line.includes(`"msg":"${READY[name]}"`) },
      readyWithinMs: 120_000,
    });
    started.push(process);
    return process;
  }

  const ports = await Promise.all(Array.from({ length: replicas }, () => freePort()));
  await Promise.all(
    ports.map((port) =>
      start("replica", [process.execPath, ...profiling("replica"), mainOf("schedule-microservice")], {
        ...storesEnvironment,
        GRPC_HOST: "127.0.0.1",
        GRPC_PORT: String(port),
        // planning is what is measured: the replicas are not to do it by themselves beside that
        MAX_SCHEDULES_PER_OWNER: "10000000",
        MAX_STREAMS_PER_CALLER: "100000",
        MIN_HORIZON: "1s",
        WATCHDOG_WINDOW: "1s",
      }),
    ),
  );
  const address = `ipv4:${ports.map((port) => `127.0.0.1:${port}`).join(",")}`;
  const { token, headers } = await createTestUser(stores.databaseUrl);
  const schedules = createRpcClient(ScheduleService, address, { headers });
  const runs = createRpcClient(RunService, address, { headers });
  const planner = createRpcClient(PlannerService, address, {
    deadlineMs: PLAN_DEADLINE_MS,
    headers: serviceHeaders(),
  });
  cleanUp.defer(() => {
    for (const client of [schedules, runs, planner]) client.close();
  });

  const owned = cleanUp.move();
  return {
    schedules,
    runs,
    planner,
    address,
    token,
    startWorker: ({ startsFile, environment = {} }) =>
      start(
        "worker",
        [process.execPath, ...profiling("worker"), "--preload", RECORDING_TARGET, mainOf("worker")],
        {
          ...storesEnvironment,
          HTTP_TARGET_ALLOW: "127.0.0.0/8",
          BENCH_STARTS_FILE: startsFile,
          ...environment,
        },
      ),
    startMaster: ({ every, environment }) =>
      start("master", [process.execPath, mainOf("master-cron-job"), "--every", every], {
        SCHEDULE_SERVICE_ADDRESS: address,
        ...environment,
      }),
    processes: () =>
      started.filter((process) => process.isRunning()).sort((a, b) => a.name.localeCompare(b.name)),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function mainOf(service: string): string {
  return resolve(ROOT, "services", service, "src/main.ts");
}
