import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { startDaemon } from "./daemon.ts";
import { freePort } from "./ports.ts";
import { endProcess, isRunning, type ProcessIdentity } from "./process-identity.ts";
import { findRedisBinary } from "./redis-binary.ts";
import type { ServerRecord } from "./state-file.ts";

const STOP_GRACE_MS = 20_000;
const PING_TIMEOUT_MS = 800;

export interface ClusterNodeOptions {
  /** The port on which the nodes talk to each other. */
  busPort: number;
  /** Milliseconds of silence after which a node is taken for dead. */
  nodeTimeout: number;
}

export interface RedisOptions {
  dataDir: string;
  password: string;
  /** The port to use when it is free. */
  port?: number | undefined;
  /** The server that was started last on `dataDir`; used again while it runs. */
  last?: ServerRecord | undefined;
  /** false: nothing is written to disk. For tests. */
  durable: boolean;
  /** Makes the server a node of a Redis Cluster, which is still to be put together. */
  cluster?: ClusterNodeOptions | undefined;
  /** Where a Redis that had to be unpacked is kept. */
  cacheDir: string;
  log: (line: string) => void;
}

/** Starts Redis on the data in `dataDir`, or finds the one that runs on it. */
export async function startRedis(options: RedisOptions): Promise<ServerRecord> {
  const { dataDir, password, last, durable, cluster, cacheDir, log } = options;
  if (last !== undefined && isRunning(last.process) && (await isRedisAnswering(last.port, password)))
    return last;

  const binary = await findRedisBinary(cacheDir, log);
  const dataFolder = join(dataDir, "redis");
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const port = await freePort(options.port ?? last?.port);
  // a file and not arguments: those would show the password to everyone who lists the processes
  const configFile = join(dataDir, "redis.conf");
  writeFileSync(configFile, redisConfig({ dataFolder, password, port, durable, cluster }), { mode: 0o600 });
  const server = await startDaemon({
    name: "Redis",
    binary: binary.path,
    args: [configFile],
    logFile: join(dataDir, "redis.log"),
    environment: binary.environment ?? {},
    isReady: () => isRedisAnswering(port, password),
  });
  return { process: server, port };
}

/** Stops Redis the way its SHUTDOWN command does: what is durable is written first. */
export function stopRedis(server: ProcessIdentity): Promise<void> {
  return endProcess(server, "SIGTERM", STOP_GRACE_MS);
}

interface RedisConfig {
  dataFolder: string;
  password: string;
  port: number;
  durable: boolean;
  cluster: ClusterNodeOptions | undefined;
}

function redisConfig({ dataFolder, password, port, durable, cluster }: RedisConfig): string {
  return [
    "bind 127.0.0.1",
    `port ${port}`,
    `requirepass ${password}`,
    `dir ${JSON.stringify(dataFolder)}`,
    "daemonize no",
    `appendonly ${durable ? "yes" : "no"}`,
    'save ""',
    // a queue must never lose entries to make room
    "maxmemory-policy noeviction",
    // how often an idle Redis looks at its timers, and so how late a delayed job wakes: 10 a second by default
    "hz 500",
    "databases 64",
    ...(cluster === undefined ? [] : clusterConfig(cluster, password)),
    "",
  ].join("\n");
}

function clusterConfig({ busPort, nodeTimeout }: ClusterNodeOptions, password: string): string[] {
  return [
    "cluster-enabled yes",
    `cluster-port ${busPort}`,
    `cluster-node-timeout ${nodeTimeout}`,
    // a replica takes over however long it has heard nothing from its master
    "cluster-replica-validity-factor 0",
    // the nodes that are left go on serving their own
    "cluster-require-full-coverage no",
    `masterauth ${password}`,
    "repl-diskless-sync-delay 0",
  ];
}

/** Tells whether the Redis on `port` is ours: only that one knows the password. */
function isRedisAnswering(port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.setTimeout(PING_TIMEOUT_MS, () => socket.destroy());
    socket.on("data", (chunk) => {
      answer += chunk.toString();
      if (answer.includes("+PONG") || answer.includes("-")) socket.destroy();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answer.startsWith("+OK\r\n+PONG")));
  });
}
