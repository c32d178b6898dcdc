import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { postgresMajorVersion } from "./postgres-binaries.ts";
import type { RunAs } from "./run-as.ts";

export interface ClusterOptions {
  binaries: string;
  clusterDir: string;
  /** The owner; this process's own user when undefined. */
  user: RunAs | undefined;
  /** Password of the superuser `postgres`. */
  password: string;
}

/**
 * Makes the database cluster in `clusterDir` unless there is one.
 * @throws when there is one of another major version, which this Postgres cannot read.
 */
export function ensureCluster(options: ClusterOptions): void {
  const { binaries, clusterDir, user } = options;
  const versionFile = join(clusterDir, "PG_VERSION");
  if (!existsSync(versionFile)) initialiseCluster(options);
  const madeBy = readFileSync(versionFile, "utf8").trim();
  const version = postgresMajorVersion(binaries, user);
  if (madeBy === version) return;
  throw new Error(
    `${clusterDir} was made by Postgres ${madeBy}, and this is Postgres ${version}: ` +
      "remove the folder to start empty, or set DATABASE_URL to a server of the older version",
  );
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
}
