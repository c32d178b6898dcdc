import { randomUUID } from "node:crypto";
import { migrateDatabase } from "@repo/db";
import { Redis } from "ioredis";
import { Pool } from "pg";
import type { BenchServers } from "./servers.ts";

/** An empty database and an empty Redis of one measurement, on the shared servers. */
export interface FreshStores extends AsyncDisposable {
  databaseUrl: string;
  redisUrl: string;
  sql: Pool;
  redis: Redis;
}

export interface FreshStoresOptions {
  servers: BenchServers;
  /** Whether to create the product's tables. */
  migrate: boolean;
  /** Number of the logical Redis database, for measurements that hold several stores at once. */
  redisDatabase?: number;
}

export async function createFreshStores(options: FreshStoresOptions): Promise<FreshStores> {
  const { servers, migrate, redisDatabase = 0 } = options;
  await using cleanUp = new AsyncDisposableStack();
  const name = `bench_${randomUUID().replaceAll("-", "")}`;
  const server = new Pool({ connectionString: servers.databaseUrl, max: 1 });
  cleanUp.defer(() => server.end());
  await server.query(`CREATE DATABASE ${name}`);
  cleanUp.defer(async () => void (await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));

  const databaseUrl = withPath(servers.databaseUrl, name);
  const redisUrl = withPath(servers.redisUrl, String(redisDatabase));
  if (migrate) await migrateDatabase(databaseUrl);
  const sql = new Pool({ connectionString: databaseUrl, max: 20, options: "-c timezone=UTC" });
  // the database is dropped under the connections that are idle by then
  sql.on("error", () => undefined);
  cleanUp.defer(() => sql.end());
  const redis = new Redis(redisUrl);
  cleanUp.defer(async () => {
    await redis.flushdb();
    redis.disconnect();
  });
  await redis.flushdb();
  const owned = cleanUp.move();
  return { databaseUrl, redisUrl, sql, redis, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function withPath(url: string, path: string): string {
  const changed = new URL(url);
  changed.pathname = `/${path}`;
  return changed.href;
}
