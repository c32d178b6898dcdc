import { rmSync } from "node:fs";
import { makeTemporaryDataFolder, postGuardian, startEmbedded } from "@repo/local-stack";
import { Redis } from "ioredis";
import { Client } from "pg";
import { parentOf } from "./process-usage.ts";

/** Postgres and Redis for everything that is measured: every contender of a run gets the same two. */
export interface BenchServers extends AsyncDisposable {
  databaseUrl: string;
  redisUrl: string;
  /** Ended runs of each day in the databases that have a history. */
  historyPerDay: number;
  /** The first processes of the servers. */
  processes: { name: string; pid: number }[];
}

/** Starts both as `bun run dev` has them: written to disk, nothing tuned for the measurement. */
export async function startServers({
  historyPerDay,
  log,
}: {
  historyPerDay: number;
  log: (line: string) => void;
}): Promise<BenchServers> {
  await using cleanUp = new AsyncDisposableStack();
  const folder = makeTemporaryDataFolder();
  cleanUp.defer(() => rmSync(folder, { recursive: true, force: true }));
  const stack = await startEmbedded({ dataDir: folder, postgres: true, redis: true, log });
  cleanUp.defer(() => stack.stop());
  const { databaseUrl, redisUrl } = stack;
  if (databaseUrl === undefined || redisUrl === undefined) throw new Error("a server has no address");
  const processes = [
    { name: "Postgres", pid: await postgresProcess(databaseUrl) },
    { name: "Redis", pid: await redisProcess(redisUrl) },
  ];
  const guardian = await postGuardian({
    targets: processes.map(({ pid }) => pid),
    signal: "SIGINT",
    graceSeconds: 10,
    folder,
  });
  cleanUp.defer(() => guardian.dismiss());
  const owned = cleanUp.move();
  return {
    databaseUrl,
    redisUrl,
    historyPerDay,
    processes,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function postgresProcess(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    return parentOf(rows[0]?.pid ?? 0);
  } finally {
    await client.end();
  }
}

async function redisProcess(url: string): Promise<number> {
  const redis = new Redis(url);
  try {
    return Number(/^process_id:(\d+)/m.exec(await redis.info("server"))?.[1]);
  } finally {
    redis.disconnect();
  }
}
