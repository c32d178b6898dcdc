import { createHash } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startDaemon } from "./daemon.ts";
import { freePort } from "./ports.ts";
import { locatePostgresBinaries } from "./postgres-binaries.ts";
import { type ClusterOptions, ensureCluster } from "./postgres-cluster.ts";
import { dropMisleadingPidFile, findRunningServer, readPidFile } from "./postgres-pid-file.ts";
import { makeOwnFolder } from "./private-folder.ts";
import { endProcess, type ProcessIdentity } from "./process-identity.ts";
import { canAccess, type RunAs, unprivilegedUser } from "./run-as.ts";
import type { ServerRecord } from "./state-file.ts";

const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "timezone=UTC",
  "max_connections=200",
  "shared_buffers=256MB",
  // bulk inserts of runs should not force a checkpoint every few seconds
  "max_wal_size=2GB",
  // every statement of the scheduler is short: compiling it costs more than it saves
  "jit=off",
];
// synchronous_commit stays on: without it the tests that kill Postgres would see committed rows disappear
const NOT_FLUSHED_TO_DISK = ["fsync=off", "full_page_writes=off"];
const STOP_GRACE_MS = 20_000;
const START_ATTEMPTS = 3;
const RETRY_PAUSE_MS = 500;

export interface PostgresOptions {
  dataDir: string;
  /** Password of the superuser `postgres`; used when the cluster is created. */
  password: string;
  /** The port to use when it is free. */
  port?: number | undefined;
  /** false: faster; the data survives a crash of the server, but not one of the machine. For tests. */
  durable: boolean;
}

/** Starts Postgres on the cluster in `dataDir`, made at the first start, or finds the one that runs on it. */
export async function startPostgres(options: PostgresOptions): Promise<ServerRecord> {
  const user = unprivilegedUser(options.dataDir);
  const home = reachableHome(options.dataDir, user);
  const clusterDir = join(home, "postgres");

  const running = await findRunningServer(clusterDir);
  if (running !== undefined) return running;
  await dropMisleadingPidFile(clusterDir);

  const binaries = locatePostgresBinaries(user, join(home, "postgres-binaries"));
  ensureCluster({ binaries, clusterDir, user, password: options.password });

  for (let attempt = 1; ; attempt++) {
    try {
      return await startServer({ ...options, binaries, clusterDir, user });
    } catch (error) {
      // the port was taken at the last moment, or orphans of a killed server still hold its shared memory
      if (attempt === START_ATTEMPTS) throw error;
      await sleep(RETRY_PAUSE_MS);
    }
  }
}

async function startServer(options: PostgresOptions & ClusterOptions): Promise<ServerRecord> {
  const { binaries, clusterDir, user } = options;
  const port = await freePort(options.port);
  const settings = options.durable ? SETTINGS : [...SETTINGS, ...NOT_FLUSHED_TO_DISK];
  const server = await startDaemon({
    name: "Postgres",
    binary: join(binaries, "bin/postgres"),
    args: ["-D", clusterDir, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    logFile: join(options.dataDir, "postgres.log"),
    environment: { LC_ALL: "C" },
    runAs: user,
    isReady: (pid) => {
      const file = readPidFile(clusterDir);
      return file?.ready === true && file.pid === pid;
    },
  });
  return { process: server, port };
}

/** Stops Postgres at once but cleanly ("fast shutdown"): open transactions are rolled back, data is written. */
export function stopPostgres(server: ProcessIdentity): Promise<void> {
  return endProcess(server, "SIGINT", STOP_GRACE_MS);
}

/** `dataDir` itself, or a folder of our own under /var/tmp where `user` cannot pass through the folders above it. */
function reachableHome(dataDir: string, user: RunAs | undefined): string {
  if (user === undefined || canAccess(user, "-x", dataDir)) return dataDir;
  const hash = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  const home = `/var/tmp/distributed-scheduler-${hash}`;
  makeOwnFolder(home, 0o711);
  return home;
}
