import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { Client, Pool } from "pg";
import { ensureAgedTemplate } from "./aged-template.ts";
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
  /** "aged": the product's tables with a month of history; "empty": nothing, for those that bring their own. */
  database: "aged" | "empty";
  /** Number of the logical Redis database, for measurements that hold several stores at once. */
  redisDatabase?: number;
}

export async function createFreshStores(options: FreshStoresOptions): Promise<FreshStores> {
  const { servers, database, redisDatabase = 0 } = options;
  await using cleanUp = new AsyncDisposableStack();
  const name = `bench_${randomUUID().replaceAll("-", "")}`;
  const server = new Client({ connectionString: servers.databaseUrl });
  await server.connect();
  cleanUp.defer(() => server.end());
  const urlOf = (path: string) => withPath(servers.databaseUrl, path);
  const template =
    database === "aged"
      ? await ensureAgedTemplate(server, { urlOf, runsPerDay: servers.historyPerDay })
      : "template1";
  await server.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  cleanUp.defer(async () => void (await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));

  const databaseUrl = urlOf(name);
  const redisUrl = withPath(servers.redisUrl, String(redisDatabase));
  const sql = new Pool({ connectionString: databaseUrl, max: 20, options: "-c timezone=UTC" });
  // the database is dropped under the connections that are about to close
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
