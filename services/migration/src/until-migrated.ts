import { setTimeout as delay } from "node:timers/promises";
import { StartupError } from "@repo/runtime";

const PAUSE_MS = 1_000;

export interface WaitOptions {
  /** The names of the migrations that the database still lacks. */
  listMissing: () => Promise<string[]>;
  deadlineMs: number;
  onWait: (missing: readonly string[]) => void;
}

/** Resolves when nothing is missing. @throws StartupError when the deadline is over */
export async function untilMigrated({ listMissing, deadlineMs, onWait }: WaitOptions): Promise<void> {
  const untilMs = performance.now() + deadlineMs;
  let missing = await listMissing();
  while (missing.length > 0) {
    if (performance.now() >= untilMs) {
      throw new StartupError(
        `the database still lacks ${missing.join(", ")}: run the migration of this release (apply)`,
      );
    }
    onWait(missing);
    await delay(PAUSE_MS);
    missing = await listMissing();
  }
}
