import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { RedisBinary } from "./redis-binary.ts";

const run = promisify(execFile);
const COMMAND_TIMEOUT_MS = 120_000;
const ATTEMPTS = 2;

/**
 * Unpacks Debian's or Ubuntu's own `redis-server` into `cacheDir`, once. apt works on private lists and a private
 * archive folder, so that it needs no root and leaves the system as it is. About 7 MB and 8 s.
 */
export async function unpackDebianRedis(cacheDir: string, log: (line: string) => void): Promise<RedisBinary> {
  const target = join(cacheDir, "redis-server");
  for (let attempt = 1; !existsSync(target); attempt++) {
    log("no Redis is installed: unpacking the distribution's redis-server package, once");
    try {
      await fetchAndUnpack(target);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      log(`that failed, trying once more: ${describeFailure(error)}`);
    }
  }
  const path = join(target, "usr/bin/redis-server");
  const environment = { LD_LIBRARY_PATH: libraryFolders(target).join(":") };
  await run(path, ["--version"], {
    env: { ...process.env, ...environment },
    timeout: COMMAND_TIMEOUT_MS,
  }).catch((error) => {
    // not to be found complete by the next start
    rmSync(target, { recursive: true, force: true });
    throw error;
  });
  return { path, environment };
}

/** Works in a folder of its own and renames the result: several starts may do this at the same time. */
async function fetchAndUnpack(target: string): Promise<void> {
  mkdirSync(dirname(target), { recursive: true });
  const work = mkdtempSync(`${target}.`);
  try {
    for (const folder of ["lists/partial", "cache/archives/partial"]) {
      mkdirSync(join(work, folder), { recursive: true });
    }
    const apt = (...args: string[]) =>
      run("apt-get", ["-qq", ...privateAptOptions(work), ...args], {
        timeout: COMMAND_TIMEOUT_MS,
        env: { ...process.env, LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" },
      });
    await apt("update");
    await apt("install", "--yes", "--no-install-recommends", "--download-only", "redis-server");
    const archives = join(work, "cache/archives");
    const root = join(work, "root");
    for (const file of readdirSync(archives).filter((name) => name.endsWith(".deb"))) {
      await run("dpkg-deb", ["--extract", join(archives, file), root], { timeout: COMMAND_TIMEOUT_MS });
    }
    if (!existsSync(join(root, "usr/bin/redis-server"))) throw new Error("the package holds no redis-server");
    if (!existsSync(target)) renameSync(root, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function privateAptOptions(work: string): string[] {
  const options = {
    "Dir::State::lists": join(work, "lists"),
    "Dir::Cache": join(work, "cache"),
    "Debug::NoLocking": "1",
    // the folder is ours, so apt must not change to its sandbox user, who could not write to it
    "APT::Sandbox::User": "root",
    "Acquire::Retries": "2",
    "Acquire::http::Timeout": "30",
  };
  return Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
}

/** Where the unpacked packages keep their libraries, e.g. usr/lib/x86_64-linux-gnu. */
function libraryFolders(root: string): string[] {
  return ["usr/lib", "lib"]
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => {
      const nested = readdirSync(folder).filter((name) => name.includes("-linux-gnu"));
      return [folder, ...nested.map((name) => join(folder, name))];
    });
}

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stderr = "stderr" in error && typeof error.stderr === "string" ? error.stderr.trim() : "";
  return stderr === "" ? error.message : stderr;
}
