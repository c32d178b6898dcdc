import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { unpackDebianRedis } from "./redis-debian-package.ts";

/** A Redis server program that can be started, with the environment it needs. */
export interface RedisBinary {
  path: string;
  environment?: Record<string, string>;
}

const PROGRAMS = ["redis-server", "valkey-server"];
const MORE_FOLDERS = [
  "/usr/bin",
  "/usr/local/bin",
  "/opt/homebrew/bin",
  "/opt/homebrew/opt/redis/bin",
  "/opt/homebrew/opt/valkey/bin",
];

/**
 * Finds a Redis server: `REDIS_SERVER_BIN`, else an installed Redis or Valkey, else (Debian, Ubuntu) the
 * distribution's package, unpacked once into `cacheDir` without root and without installing anything.
 */
export async function findRedisBinary(cacheDir: string, log: (line: string) => void): Promise<RedisBinary> {
  const named = process.env.REDIS_SERVER_BIN;
  if (named !== undefined && named !== "") {
    if (!isExecutable(named)) throw new Error(`REDIS_SERVER_BIN names no program that can be run: ${named}`);
    return { path: named };
  }
  const installed = findProgram(PROGRAMS);
  if (installed !== undefined) return { path: installed };

  let reason = "and this system has no apt-get to fetch one with";
  if (findProgram(["apt-get"]) !== undefined && findProgram(["dpkg-deb"]) !== undefined) {
    try {
      return await unpackDebianRedis(cacheDir, log);
    } catch (error) {
      reason = `and unpacking the distribution's package failed: ${error instanceof Error ? error.message : error}`;
    }
  }
  throw new Error(
    `No Redis server was found (redis-server or valkey-server), ${reason}\n` +
      "Install one (macOS: `brew install redis`, Debian and Ubuntu: `sudo apt-get install redis-server`), " +
      "or set REDIS_URL to a running server.",
  );
}

function findProgram(names: readonly string[]): string | undefined {
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== ""),
    ...MORE_FOLDERS,
  ];
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
