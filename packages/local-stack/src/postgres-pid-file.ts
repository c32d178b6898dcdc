import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pollUntil } from "./poll.ts";
import { identifyProcess, programOf } from "./process-identity.ts";
import type { ServerRecord } from "./state-file.ts";

const ZOMBIE_REAPED_WITHIN_MS = 5_000;
const RECOVERED_WITHIN_MS = 60_000;

export interface PidFile {
  pid: number;
  port: number;
  ready: boolean;
}

/** What a running Postgres says of itself in its data folder. */
export function readPidFile(clusterDir: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(clusterDir, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
  } catch {
    return undefined;
  }
}

/** The server that runs on the cluster; one that is still recovering (its starter was killed) is waited for. */
export async function findRunningServer(clusterDir: string): Promise<ServerRecord | undefined> {
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
export async function dropMisleadingPidFile(clusterDir: string): Promise<void> {
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
