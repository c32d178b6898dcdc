import { setTimeout as delay } from "node:timers/promises";

const PAUSE_MS = 1_000;
/** Of an operating system's errors, and of Postgres while it starts up, shuts down or has no connection to spare. */
const UNREACHABLE = /^(E[A-Z_]+|57P0[123]|53300)$/;

export interface Patience {
  deadlineMs: number;
  /** Told of each failure that is waited out. */
  onWait: (error: unknown) => void;
}

/** Whether a server that cannot be asked now may answer soon. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof Error && "code" in error && UNREACHABLE.test(String(error.code));
}

/** Tries again while the server cannot be reached. @throws what went wrong last, when the deadline is over */
export async function untilReachable<T>(action: () => Promise<T>, patience: Patience): Promise<T> {
  const untilMs = performance.now() + patience.deadlineMs;
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (!isUnreachable(error) || performance.now() >= untilMs) throw error;
      patience.onWait(error);
      await delay(PAUSE_MS);
    }
  }
}
