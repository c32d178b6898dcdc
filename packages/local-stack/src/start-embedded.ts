import { accessSync, constants, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { Client } from "pg";
import { cacheFolder } from "./cache-folder.ts";
import { startPostgres, stopPostgres } from "./embedded-postgres.ts";
import { startRedis, stopRedis } from "./embedded-redis.ts";
import { identifyProcess, type ProcessIdentity } from "./process-identity.ts";
import { withStartLock } from "./start-lock.ts";
import { readState, type StackState, writeState } from "./state-file.ts";

const DATABASE = "scheduler";

export interface EmbeddedOptions {
  /** The folder of the data, the logs and the state; made when missing. Relative to the working directory. */
  dataDir: string;
  postgres: boolean;
  redis: boolean;
  /** false: faster; a crash of the machine loses what Postgres holds, one of Redis what it holds. Default true. */
  durable?: boolean;
  log: (line: string) => void;
}

export interface EmbeddedStack {
  /** Set when Postgres was asked for. */
  databaseUrl?: string;
  /** Set when Redis was asked for. */
  redisUrl?: string;
  /** Gives the servers up; they stop unless another living process uses them. */
  stop(): Promise<void>;
}

/**
 * Starts Postgres and Redis on the data in `dataDir`, or uses those that already run there. They listen on the
 * loopback address only and ask for a password that is made at the first start.
 * @throws when a server cannot be started; the message says what to install or which variable to set instead.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedStack> {
  const dataDir = resolve(options.dataDir);
  makeDataFolder(dataDir);
  const state = await withStartLock(dataDir, () => startServers(dataDir, options));

  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= withStartLock(dataDir, () => giveUpServers(dataDir));
    return stopped;
  };
  return {
    ...(options.postgres && state.postgres !== undefined
      ? { databaseUrl: databaseUrlOf(state.postgres.port, state.password, DATABASE) }
      : {}),
    ...(options.redis && state.redis !== undefined
      ? { redisUrl: `redis://:${state.password}@127.0.0.1:${state.redis.port}` }
      : {}),
    stop,
  };
}

/** Stops the servers of `dataDir` whoever uses them. */
export async function stopEmbedded(dataDir: string): Promise<void> {
  const folder = resolve(dataDir);
  makeDataFolder(folder);
  await withStartLock(folder, async () => {
    const state = readState(folder);
    await stopServers(state);
    writeState(folder, { ...state, users: [] });
  });
}

function makeDataFolder(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  try {
    accessSync(dataDir, constants.W_OK);
  } catch {
    throw new Error(
      `${dataDir} is not yours to write to, perhaps since a start as root: remove it or change its owner`,
    );
  }
}

async function startServers(dataDir: string, options: EmbeddedOptions): Promise<StackState> {
  const { log, durable = true } = options;
  const state = readState(dataDir);
  const { password } = state;
  const isUsedByOthers = state.users.length > 0;
  // written before each step, so that a start which dies half-way is continued by the next one
  const remember = (change: Partial<StackState>) => {
    Object.assign(state, change);
    writeState(dataDir, state);
  };
  remember({});
  try {
    if (options.postgres) {
      const since = performance.now();
      const last = state.postgres;
      const postgres = await startPostgres({ dataDir, password, port: last?.port, durable });
      remember({ postgres });
      await ensureDatabase(postgres.port, password);
      log(describeStart("Postgres", postgres.port, last?.process.birth === postgres.process.birth, since));
    }
    if (options.redis) {
      const since = performance.now();
      const last = state.redis;
      const redis = await startRedis({ dataDir, password, last, durable, cacheDir: cacheFolder(), log });
      remember({ redis });
      log(describeStart("Redis", redis.port, last?.process.birth === redis.process.birth, since));
    }
  } catch (error) {
    if (!isUsedByOthers) await stopServers(state);
    throw error;
  }
  remember({ users: [...state.users, thisProcess()] });
  return state;
}

async function giveUpServers(dataDir: string): Promise<void> {
  const state = readState(dataDir);
  const mine = state.users.findIndex((user) => user.pid === process.pid);
  const users = state.users.filter((_, index) => index !== mine);
  if (users.length === 0) await stopServers(state);
  writeState(dataDir, { ...state, users });
}

async function stopServers(state: StackState): Promise<void> {
  await Promise.all([
    state.redis === undefined ? undefined : stopRedis(state.redis.process),
    state.postgres === undefined ? undefined : stopPostgres(state.postgres.process),
  ]);
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrlOf(port, password, "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function databaseUrlOf(port: number, password: string, database: string): string {
  return `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
}

function describeStart(name: string, port: number, isReused: boolean, since: number): string {
  const tookMs = Math.round(performance.now() - since);
  return `${name} ${isReused ? "already runs" : "started"} on 127.0.0.1:${port} (${tookMs} ms)`;
}

function thisProcess(): ProcessIdentity {
  const identity = identifyProcess(process.pid);
  if (identity === undefined) throw new Error("this process cannot be found in the process table");
  return identity;
}
