import { setTimeout as delay } from "node:timers/promises";
import { type Database, type DispatchableRun, type EndedAttempt, type EndedRun, endAttempts } from "@repo/db";
import type { Logger } from "@repo/runtime";

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Records ended attempts, again and again until Postgres has taken them: the target was called, and forgetting that
 * would call it twice. When the process dies meanwhile, the reaper takes the runs over.
 */
export async function endBatch<Attempt extends EndedAttempt>(
  { database, logger }: { database: Database; logger: Logger },
  ended: readonly Attempt[],
): Promise<{ runs: EndedRun<Attempt>[]; released: DispatchableRun[] }> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await endAttempts(database, ended);
    } catch (err) {
      logger.warn(
        { err, attempts: ended.length, pause },
        "ended attempts are not recorded yet; trying again",
      );
      await delay(pause);
    }
  }
}
