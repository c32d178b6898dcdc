import { accessSync, constants, mkdirSync } from "node:fs";
import { connect } from "node:net";
import { migrateDatabase } from "@repo/db";
import { type EmbeddedStack, startEmbedded } from "@repo/local-stack";
import { loadConfig, urlSetting } from "@repo/runtime";
import { z } from "zod";
import { CliError } from "../call-failure.ts";

const CONNECT_WITHIN_MS = 3_000;

const StoresConfig = z.object({
  DATABASE_URL: urlSetting("postgresql", "postgres").optional(),
  REDIS_URL: urlSetting("redis", "rediss").optional(),
});

/** Where the two stores are. */
export interface Stores {
  databaseUrl: string;
  redisUrl: string;
  /** Whether this program runs them itself. */
  isEmbedded: { postgres: boolean; redis: boolean };
  stop(): Promise<void>;
}

/**
 * Starts Postgres and Redis in `dataDir`, each unless DATABASE_URL or REDIS_URL names one that runs already.
 *
 * @throws StartupError, CliError with the remedy
 */
export async function startStores(dataDir: string, log: (line: string) => void): Promise<Stores> {
  const { DATABASE_URL, REDIS_URL } = loadConfig(StoresConfig, process.env);
  const isEmbedded = { postgres: DATABASE_URL === undefined, redis: REDIS_URL === undefined };
  if (DATABASE_URL !== undefined) await checkReachable("Postgres", "DATABASE_URL", DATABASE_URL, 5432);
  if (REDIS_URL !== undefined) await checkReachable("Redis", "REDIS_URL", REDIS_URL, 6379);
  const embedded = await startIfNeeded({ dataDir, log, isEmbedded });
  return {
    databaseUrl: DATABASE_URL ?? embedded?.databaseUrl ?? "",
    redisUrl: REDIS_URL ?? embedded?.redisUrl ?? "",
    isEmbedded,
    stop: async () => embedded?.stop(),
  };
}

async function startIfNeeded(options: {
  dataDir: string;
  log: (line: string) => void;
  isEmbedded: { postgres: boolean; redis: boolean };
}): Promise<EmbeddedStack | undefined> {
  const { isEmbedded, ...rest } = options;
  if (!isEmbedded.postgres && !isEmbedded.redis) return undefined;
  makeDataFolder(options.dataDir);
  try {
    return await startEmbedded({ ...rest, ...isEmbedded });
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error));
  }
}

function makeDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(
      `data cannot be kept in ${dataDir} (${reason})\nChoose another folder with --data-dir.`,
    );
  }
}

/** @throws CliError when the schema cannot be brought up to date */
export async function prepareDatabase(databaseUrl: string): Promise<void> {
  try {
    await migrateDatabase(databaseUrl);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const { host } = new URL(databaseUrl);
    throw new CliError(
      `the database at ${host} cannot be brought up to date: ${message}\n` +
        "Check DATABASE_URL, or unset it to use a database in the data folder.",
    );
  }
}

/** A URL that may be shown: without the password. */
export function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = "";
  return shown.href;
}

async function checkReachable(
  name: string,
  variable: string,
  url: string,
  defaultPort: number,
): Promise<void> {
  const { hostname, port } = new URL(url);
  const reason = await tryConnect(hostname.replace(/^\[|\]$/g, ""), Number(port) || defaultPort);
  if (reason === undefined) return;
  throw new CliError(
    `no ${name} answers at ${hostname}:${port || defaultPort} (${reason})\n` +
      `Start it, correct ${variable}, or unset ${variable} to use one in the data folder.`,
  );
}

function tryConnect(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (reason: string | undefined) => {
      socket.destroy();
      resolve(reason);
    };
    socket.setTimeout(CONNECT_WITHIN_MS, () => finish("no answer"));
    socket.once("connect", () => finish(undefined));
    socket.once("error", (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
  });
}
