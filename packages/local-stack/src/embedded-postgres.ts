import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startDaemon } from "./daemon.ts";
import { pollUntil } from "./poll.ts";
import { freePort } from "./ports.ts";
import { locatePostgresBinaries, postgresMajorVersion } from "./postgres-binaries.ts";
import { makeOwnFolder } from "./private-folder.ts";
import { endProcess, identifyProcess, type ProcessIdentity, programOf } from "./process-identity.ts";
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
const ZOMBIE_REAPED_WITHIN_MS = 5_000;
const RECOVERED_WITHIN_MS = 60_000;
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
  if (!existsSync(join(clusterDir, "PG_VERSION")))
    initialiseCluster({ binaries, clusterDir, user, ...options });
  const madeBy = readFileSync(join(clusterDir, "PG_VERSION"), "utf8").trim();
  const version = postgresMajorVersion(binaries, user);
  if (madeBy !== version) {
    throw new Error(
      `${clusterDir} was made by Postgres ${madeBy}, and this is Postgres ${version}: ` +
        "remove the folder to start empty, or set DATABASE_URL to a server of the older version",
    );
  }

  for (let attempt = 1; ; attempt++) {
    try {
      return await startServer({ binaries, clusterDir, user, ...options });
    } catch (error) {
      // the port was taken at the last moment, or orphans of a killed server still hold its shared memory
      if (attempt === START_ATTEMPTS) throw error;
      await sleep(RETRY_PAUSE_MS);
    }
  }
}

async function startServer({
  binaries,
  clusterDir,
  user,
  ...options
}: ClusterOptions): Promise<ServerRecord> {
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

interface ClusterOptions extends PostgresOptions {
  binaries: string;
  clusterDir: string;
  user: RunAs | undefined;
}

function initialiseCluster({ binaries, clusterDir, user, password }: ClusterOptions): void {
  // a folder without PG_VERSION is what an interrupted initdb left
  rmSync(clusterDir, { recursive: true, force: true });
  mkdirSync(clusterDir, { mode: 0o700 });
  const passwordFile = `${clusterDir}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) {
    chownSync(clusterDir, user.uid, user.gid);
    chownSync(passwordFile, user.uid, user.gid);
  }
  const initdb = spawnSync(
    join(binaries, "bin/initdb"),
    [
      `--pgdata=${clusterDir}`,
      "--username=postgres",
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      "--no-locale",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-sync",
    ],
    { cwd: "/", encoding: "utf8", env: { ...process.env, LC_ALL: "C" }, ...user },
  );
  rmSync(passwordFile, { force: true });
  if (initdb.status !== 0) {
    rmSync(clusterDir, { recursive: true, force: true });
    throw new Error(`initdb failed: ${initdb.stderr || initdb.error?.message}`);
  }
  chmodSync(clusterDir, 0o700);
}

interface PidFile {
  pid: number;
  port: number;
  ready: boolean;
}

/** What a running Postgres says of itself in its data folder. */
function readPidFile(clusterDir: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(clusterDir, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
  } catch {
    return undefined;
  }
}

/** The server that runs on the cluster; one that is still recovering (its starter was killed) is waited for. */
async function findRunningServer(clusterDir: string): Promise<ServerRecord | undefined> {
  const isComingUp = () => {
    const file = readPidFile(clusterDir);
    return file !== undefined && !file.ready && isLivingPostgres(file.pid);
  };
  await pollUntil(() => !isComingUp(), RECOVERED_WITHIN_MS);
  const file = readPidFile(clusterDir);
  if (file?.ready !== true || !isLivingPostgres(file.pid)) return undefined;
  const server = identifyProcess(file.pid);
  return server === undefined ? undefined : { process: server, port: file.port };
}

/**
 * Postgres clears the pid file of a dead server itself, after it has made sure that no orphan works on the data.
 * It only errs where the number is taken: by a zombie that nobody reaps, or by a stranger after a reboot.
 */
async function dropMisleadingPidFile(clusterDir: string): Promise<void> {
  const file = readPidFile(clusterDir);
  if (file === undefined) return;
  const program = () => programOf(file.pid);
  if (program() === undefined) return;
  const isReaped = () => program() !== "postgres";
  await pollUntil(isReaped, ZOMBIE_REAPED_WITHIN_MS);
  if (program() === undefined) return;
  rmSync(join(clusterDir, "postmaster.pid"), { force: true });
}

function isLivingPostgres(pid: number): boolean {
  return identifyProcess(pid) !== undefined && programOf(pid) === "postgres";
}
