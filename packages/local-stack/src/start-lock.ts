import { Database } from "bun:sqlite";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Longer than the slowest start that may hold the lock: a first one that downloads a Redis package. */
const ACQUIRE_WITHIN_MS = 300_000;
const RETRY_INTERVAL_MS = 50;

/**
 * Runs `action` while no other start or stop, of this or another process, works on `dataDir`.
 * SQLite's file lock serves as the mutex: the kernel drops it with its holder, so that it is never stale.
 */
export async function withStartLock<T>(dataDir: string, action: () => Promise<T>): Promise<T> {
  const lock = new Database(join(dataDir, "start.lock"), { create: true });
  try {
    lock.run("PRAGMA busy_timeout = 0");
    const deadline = performance.now() + ACQUIRE_WITHIN_MS;
    while (!tryAcquire(lock)) {
      if (performance.now() > deadline) throw new Error(`another start or stop holds ${dataDir}/start.lock`);
      await sleep(RETRY_INTERVAL_MS);
    }
    return await action();
  } finally {
    lock.close();
  }
}

function tryAcquire(lock: Database): boolean {
  try {
    lock.run("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "SQLITE_BUSY") return false;
    throw error;
  }
}
