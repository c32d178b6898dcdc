import { type Run, type Schedule, type ScheduleDefinitionInput, SHARD_COUNT } from "@repo/core";
import {
  createClockSkew,
  createCredentialLookup,
  createDatabase,
  createPartitions,
  type Database,
  migrateDatabase,
  readDatabaseTime,
} from "@repo/db";
import { decodeRun, decodeSchedule, encodeDefinition, encodeTimestamp } from "@repo/proto";
import { OverviewService } from "@repo/proto/scheduler/v1/overview_service_pb";
import { PlannerService } from "@repo/proto/scheduler/v1/planner_service_pb";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { createProducer, type Producer, whenReady } from "@repo/queue";
import { createHealthState, createLogger } from "@repo/runtime";
import { createAuthenticator, publicKeysSetting } from "@repo/runtime/auth";
import { createRpcClient, type RpcClient, RpcError } from "@repo/runtime/rpc/client";
import { createRpcServer } from "@repo/runtime/rpc/server";
import {
  aDefinition,
  createTestDatabase,
  createTestRedis,
  createTestUser,
  serviceEnvironment,
  serviceHeaders,
} from "@repo/testing";
import { ACCESS } from "../src/access.ts";
import type { Dependencies } from "../src/dependencies.ts";
import { overviewService } from "../src/overview/overview-service.ts";
import { plannerService } from "../src/planning/planner-service.ts";
import { runService } from "../src/runs/run-service.ts";
import { createRunWatch } from "../src/runs/watch.ts";
import { scheduleService } from "../src/schedules/schedule-service.ts";

/** The service on a socket, over a database and a Redis of its own; its loops run when a test calls them. */
export interface RunningService extends AsyncDisposable {
  database: Database;
  dependencies: Dependencies;
  /** `host:port` of the service. */
  address: string;
  /** Of the service's database. */
  databaseUrl: string;
  redisUrl: string;
  schedules: RpcClient<typeof ScheduleService>;
  runs: RpcClient<typeof RunService>;
  overview: RpcClient<typeof OverviewService>;
  planner: RpcClient<typeof PlannerService>;
  create(overrides?: Partial<ScheduleDefinitionInput>): Promise<Schedule>;
  /** Plans all shards up to so many minutes from now, by the database's clock. @returns the new horizon */
  plan(minutes: number): Promise<{ until: Date; plannedCount: number }>;
  /** All runs of a schedule, earliest due time first. */
  runsOf(schedule: Schedule): Promise<Run[]>;
  flushRedis(): Promise<void>;
  /** Jobs in Redis that wait for their time or for a worker, also those that share a message. */
  countJobs(): Promise<number>;
  /** How many of a schedule's runs have no job where this producer, or another, looks for it. */
  countMissing(schedule: Schedule, runs: readonly Run[], other?: Producer): Promise<number>;
}

export async function startService(): Promise<RunningService> {
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
  const runWatch = await createRunWatch({ redisUrl: testRedis.url, onError });
  const dependencies: Dependencies = {
    database,
    partitions: createPartitions(database),
    producer,
    logger,
    clock: createClockSkew(database, { limit: Number.POSITIVE_INFINITY, now: () => Date.now() }),
    runRetention: 30 * 86_400_000,
    ownerQuota: { within: (_, store) => store() },
  };
  await dependencies.clock.measure();
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
      authenticator: createAuthenticator({
        lookup: createCredentialLookup(database),
        serviceKeys: publicKeysSetting().parse(serviceEnvironment().SERVICE_PUBLIC_KEYS),
      }),
    },
    health: createHealthState(),
    reflection: false,
  });
  const address = `127.0.0.1:${await server.listen({ host: "127.0.0.1", port: 0 })}`;
  const { headers } = await createTestUser(testDatabase.url);
  const schedules = createRpcClient(ScheduleService, address, { headers });
  const runs = createRpcClient(RunService, address, { headers });
  const overview = createRpcClient(OverviewService, address, { headers });
  const planner = createRpcClient(PlannerService, address, { headers: serviceHeaders() });

  return {
    database,
    dependencies,
    address,
    databaseUrl: testDatabase.url,
    redisUrl: testRedis.url,
    schedules,
    runs,
    overview,
    planner,
    async create(overrides) {
      const definition = encodeDefinition(aDefinition(overrides));
      return decodeSchedule((await schedules.createSchedule({ definition })).schedule);
    },
    async plan(minutes) {
      const now = await readDatabaseTime(database);
      const until = new Date(now.getTime() + minutes * 60_000);
      const { plannedCount } = await planner.planChunk({
        shardFrom: 0,
        shardUntil: SHARD_COUNT,
        until: encodeTimestamp(until),
      });
      return { until, plannedCount };
    },
    async runsOf({ id }) {
      const page = await runs.listRuns({ scheduleId: id, pageSize: 500 });
      return page.runs.map(decodeRun).reverse();
    },
    flushRedis: testRedis.flush,
    async countJobs() {
      const prefix = "{scheduler:default}:runs";
      const ids = await Promise.all(
        ["delayed", "prioritized"].map((set) => producer.redis.zrange(`${prefix}:${set}`, 0, -1)),
      );
      const messages = await Promise.all(
        ids.flat().map((id) => producer.redis.hget(`${prefix}:${id}`, "data")),
      );
      return messages.reduce((sum, data) => sum + JSON.parse(data ?? "[]").length, 0);
    },
    async countMissing({ id, revision, definition }, sought, other = producer) {
      const rows = await database.query<{ dueAt: Date; bundleId: string | null }>(
        "SELECT due_at, bundle_id FROM runs WHERE schedule_id = $1",
        [id],
      );
      const bundleIds = new Map(rows.map(({ dueAt, bundleId }) => [dueAt.getTime(), bundleId]));
      const { queue, priority } = definition;
      const jobs = sought.map(({ scheduleId, dueAt, fireAt, attempt }) => ({
        ...{ scheduleId, dueAt, availableAt: fireAt, attempt: attempt + 1, queue, priority, revision },
        bundleId: bundleIds.get(dueAt.getTime()) ?? null,
      }));
      return (await other.findMissing(jobs)).length;
    },
    async [Symbol.asyncDispose]() {
      for (const client of [schedules, runs, overview, planner]) client.close();
      await server.stop(1_000);
      runWatch.close();
      await producer.close();
      await database.close();
      await Promise.all([testDatabase.drop(), testRedis.drop()]);
    },
  };
}

/** What a call is refused with: its status, its reason, and the fields by name. */
export async function refusalOf(call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    return { code: error.code, reason: error.reason, fields: error.fields.map(({ field }) => field) };
  }
  throw new Error("the call was expected to be refused");
}
