import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";

/** A user that a server is started as, in the shape the spawn functions take. */
export interface RunAs {
  uid: number;
  gid: number;
}

/**
 * The user Postgres is to run as when this process is root, which Postgres refuses to be: the owner of
 * `ownedPath`, else the caller of sudo, else `postgres` or `nobody`. Undefined when this process is not root.
 */
export function unprivilegedUser(ownedPath: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(ownedPath);
  if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };

  const { SUDO_UID, SUDO_GID } = process.env;
  if (SUDO_UID !== undefined && SUDO_GID !== undefined && SUDO_UID !== "0") {
    return { uid: Number(SUDO_UID), gid: Number(SUDO_GID) };
  }
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const account = accounts.find(([accountName]) => accountName === name);
    if (account !== undefined) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error(
    "Postgres does not run as root, and there is no user `postgres` or `nobody` to run it as: " +
      "start as another user, or set DATABASE_URL to a running server",
  );
}

/** Tells whether `user` (this process when undefined) passes `sh`'s `test <flag> <path>`, e.g. -x or -w. */
export function canAccess(user: RunAs | undefined, flag: "-w" | "-x", path: string): boolean {
  return spawnSync("test", [flag, path], { cwd: "/", ...user }).status === 0;
}
