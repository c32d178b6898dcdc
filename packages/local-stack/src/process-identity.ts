import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { pollUntil } from "./poll.ts";

/**
 * A process that can be recognised later. Process ids are used again (always so after a reboot), so a
 * pid read from a file is only trusted, and signalled, together with the moment its process was born.
 */
export interface ProcessIdentity {
  pid: number;
  birth: string;
}

/** The identity of a living process; undefined when there is none or only its zombie is left. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const found = process.platform === "linux" ? readProcStat(pid) : readProcessTable(pid);
  // where PID 1 of a container does not reap, a dead server stays in the table as a zombie for ever
  if (found === undefined || found.state.startsWith("Z")) return undefined;
  return { pid, birth: found.birth };
}

export function isRunning(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.birth === identity.birth;
}

/** Sends `signal` to the process unless it has ended. Returns whether it was sent. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  if (!isRunning(identity)) return false;
  try {
    process.kill(identity.pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Ends a process: `signal` first, SIGKILL when it is still there after `graceMs`. */
export async function endProcess(
  identity: ProcessIdentity,
  signal: NodeJS.Signals,
  graceMs: number,
): Promise<void> {
  if (!signalProcess(identity, signal)) return;
  if (await pollUntil(() => !isRunning(identity), graceMs)) return;
  signalProcess(identity, "SIGKILL");
  await pollUntil(() => !isRunning(identity), 5_000);
}

/** The name of the program a process runs, zombies included; undefined when the number is free. */
export function programOf(pid: number): string | undefined {
  if (process.platform !== "linux") {
    const ps = spawnSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" });
    return basename((ps.stdout ?? "").trim()) || undefined;
  }
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return undefined;
  }
}

interface ProcessEntry {
  state: string;
  birth: string;
}

function readProcStat(pid: number): ProcessEntry | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return undefined;
  }
  // the second field is the command in parentheses and may hold anything, so count from its end
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state] = fields;
  const startTime = fields[19];
  return state === undefined || startTime === undefined ? undefined : { state, birth: startTime };
}

function readProcessTable(pid: number): ProcessEntry | undefined {
  const ps = spawnSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], { encoding: "utf8" });
  const [state, ...birth] = (ps.stdout ?? "").trim().split(/\s+/);
  return state === undefined || birth.length === 0 ? undefined : { state, birth: birth.join(" ") };
}
