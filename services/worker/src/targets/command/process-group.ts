import { readdir, readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

/** Between the request to end and the end. */
const KILL_GRACE_MS = 3_000;
const FIRST_POLL_MS = 10;
const LAST_POLL_MS = 320;

/** Asks everything in a process group to end, and ends what has not within the grace. */
export async function endGroup(groupId: number): Promise<void> {
  signalGroup(groupId, "SIGTERM");
  const deadline = performance.now() + KILL_GRACE_MS;
  for (let pollMs = FIRST_POLL_MS; await isGroupAlive(groupId); pollMs = Math.min(2 * pollMs, LAST_POLL_MS)) {
    if (performance.now() >= deadline) break;
    await delay(Math.min(pollMs, Math.max(0, deadline - performance.now())));
  }
  signalGroup(groupId, "SIGKILL");
}

/** @returns false when nobody is in the group any more */
export function signalGroup(groupId: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-groupId, signal);
  } catch {
    return false;
  }
}

async function isGroupAlive(groupId: number): Promise<boolean> {
  if (!signalGroup(groupId, 0)) return false;
  // those that have ended and that nobody has asked after count as well, in a container without init for ever
  const processes = await readdir("/proc").catch(() => undefined);
  if (processes === undefined) return true;
  const states = await Promise.all(
    processes
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")),
  );
  return states.some((stat) => {
    // behind the name, which may hold anything: state, parent, group
    const [state = "", , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(group) === groupId && !/[ZX]/.test(state);
  });
}
