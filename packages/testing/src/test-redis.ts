import { startEphemeral } from "@repo/local-stack";
import { Redis } from "ioredis";

const LEASE_SECONDS = 3_600;

export interface TestRedis extends AsyncDisposable {
  /** Names a logical database that nobody else uses. Channels of publish/subscribe are still shared. */
  readonly url: string;
  /** Removes all keys of this database, as if Redis had lost them. */
  flush(): Promise<void>;
  /** Removes all keys and gives the database back. */
  drop(): Promise<void>;
}

let server: Promise<string> | undefined;

/**
 * Reserves an empty logical Redis database for one test file, on the server that TEST_REDIS_URL names; without it, on
 * one of this process's own, which ends with it.
 */
export async function createTestRedis(): Promise<TestRedis> {
  server ??= locateServer();
  const serverUrl = await server;
  const ledger = new Redis(serverUrl, { db: 0 });
  const database = await reserveDatabase(ledger).catch((error: unknown) => {
    ledger.disconnect();
    throw error;
  });
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  const keys = new Redis(url.href);
  const flush = async () => void (await keys.flushdb());
  const drop = async () => {
    await flush();
    await ledger.del(reservationKey(database));
    await Promise.all([keys.quit(), ledger.quit()]);
  };
  return { url: url.href, flush, drop, [Symbol.asyncDispose]: drop };
}

async function locateServer(): Promise<string> {
  const given = process.env.TEST_REDIS_URL;
  if (given !== undefined && given !== "") return given;
  const stack = await startEphemeral({ postgres: false, redis: true, log: () => undefined });
  if (stack.redisUrl === undefined) throw new Error("the embedded server has no Redis URL");
  return stack.redisUrl;
}

/** Database 0 keeps the reservations, so that test processes which share the server do not meet. */
async function reserveDatabase(ledger: Redis): Promise<number> {
  const [, databases] = (await ledger.config("GET", "databases")) as [string, string];
  for (let database = 1; database < Number(databases); database++) {
    const reserved = await ledger.set(reservationKey(database), process.pid, "EX", LEASE_SECONDS, "NX");
    if (reserved === null) continue;
    // never flush what no test has written
    await ledger.select(database);
    const isEmpty = (await ledger.dbsize()) === 0;
    await ledger.select(0);
    if (isEmpty) return database;
  }
  throw new Error(`no empty Redis database is left of ${databases}: drop() those that are no longer used`);
}

function reservationKey(database: number): string {
  return `test-database:${database}`;
}
