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

/**
 * Puts the jobs of runs into Redis that are queued already and may start, or start again. Each goes alone: in which
 * bundle a job is, is recorded only when a run is queued for the first time. Never throws: the outbox finds what has
 * no job.
 */
export async function dispatchAgain(
  { producer, logger }: Dependencies,
  runs: readonly DispatchableRun[],
): Promise<void> {
  try {
    await producer.enqueue(runs.map((run) => ({ ...run, attempt: run.attempt + 1 })));
  } catch (err) {
    logger.warn({ err, runs: runs.length }, "jobs were not made; the outbox will make them");
  }
}
