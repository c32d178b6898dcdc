import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canAccess, unprivilegedUser } from "./run-as.ts";

/** Makes an empty temporary folder that Postgres can work in too, should it have to run as another user. */
export function makeTemporaryDataFolder(): string {
  const user = unprivilegedUser("/");
  const parent = [tmpdir(), "/var/tmp"].find((folder) => canAccess(user, "-x", folder)) ?? tmpdir();
  const folder = mkdtempSync(join(parent, "distributed-scheduler-"));
  // others may pass through, not look into it
  chmodSync(folder, 0o711);
  return folder;
}
