import { confirmQueued, type DispatchableRun } from "@repo/db";
import type { Dependencies } from "../dependencies.ts";

/**
 * Puts the jobs of committed runs into Redis and records that they are there. If this process dies in between, or
 * Redis does not answer, the runs stay PLANNED and the outbox enqueues them again; of two jobs for one run, the
 * second finds it claimed. Never throws.
 *
 * @returns whether the jobs are there and that is recorded
 */
export async function dispatch(
  { database, producer, logger, onPoint }: Dependencies,
  runs: readonly DispatchableRun[],
): Promise<boolean> {
  if (runs.length === 0) return true;
  try {
    onPoint?.("COMMITTED");
    const jobs = await producer.enqueueBundled(runs.map((run) => ({ ...run, attempt: run.attempt + 1 })));
    onPoint?.("ENQUEUED");
    await confirmQueued(database, jobs);
    return true;
  } catch (err) {
    logger.warn({ err, runs: runs.length }, "jobs are not confirmed; the outbox will enqueue them again");
    return false;
  }
}
