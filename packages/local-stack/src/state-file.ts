import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRunning, type ProcessIdentity } from "./process-identity.ts";

/** A server as remembered between starts; the port is kept after its end so that URLs stay the same. */
export interface ServerRecord {
  process: ProcessIdentity;
  port: number;
}

/** What `dataDir` remembers: the servers, their password, and the processes that use them. */
export interface StackState {
  password: string;
  postgres?: ServerRecord;
  redis?: ServerRecord;
  users: ProcessIdentity[];
}

/** Reads the state of `dataDir`, without the users that have died; a fresh one with a new password when there is none. */
export function readState(dataDir: string): StackState {
  const path = join(dataDir, "state.json");
  if (!existsSync(path)) return { password: randomBytes(18).toString("base64url"), users: [] };
  const state = JSON.parse(readFileSync(path, "utf8")) as StackState;
  return { ...state, users: state.users.filter(isRunning) };
}

/** Writes the state whole or not at all, readable by its owner only: it holds the password. */
export function writeState(dataDir: string, state: StackState): void {
  const path = join(dataDir, "state.json");
  const draft = `${path}.new`;
  writeFileSync(draft, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}
