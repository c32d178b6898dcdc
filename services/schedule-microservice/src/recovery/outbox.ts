import { runIdOf } from "@repo/core";
import { type DispatchableRun, findOverdueRuns, findUnconfirmedRuns, unconfirmRuns } from "@repo/db";
import type { Dependencies } from "../dependencies.ts";
import { dispatch } from "../planning/dispatch.ts";

/** Long enough for the planner that committed a run to confirm its job. */
const UNCONFIRMED_AFTER_MS = 5_000;
/** A run that nobody claimed this long after its time either waits in a backlog or has lost its job. */
const OVERDUE_AFTER_MS = 10_000;
const BATCH_SIZE = 1_000;

export interface Outbox {
  /** One pass over what may lack a job. @returns runs whose job was made again */
  tick(): Promise<number>;
}

/** Finds runs whose job is not in Redis, for whatever reason, and enqueues them. Safe in every replica at once. */
export function createOutbox(dependencies: Dependencies): Outbox {
  const { database, producer, logger } = dependencies;
  let overdueAfter: DispatchableRun | undefined;

  async function enqueueUnconfirmed(): Promise<number> {
    let count = 0;
    for (;;) {
      const runs = await findUnconfirmedRuns(database, {
        olderThanMs: UNCONFIRMED_AFTER_MS,
        limit: BATCH_SIZE,
      });
      // the same runs would be found again and again while Redis is away
      if (!(await dispatch(dependencies, runs))) return count;
      count += runs.length;
      if (runs.length < BATCH_SIZE) return count;
    }
  }

  /** One page a pass: a backlog is not searched again and again while it is worked off. */
  async function enqueueOverdue(): Promise<number> {
    const runs = await findOverdueRuns(database, {
      overdueMs: OVERDUE_AFTER_MS,
      after: overdueAfter,
      limit: BATCH_SIZE,
    });
    overdueAfter = runs.length === BATCH_SIZE ? runs.at(-1) : undefined;
    const isMissing = new Set(
      (await producer.findMissing(runs.map((run) => ({ ...run, attempt: run.attempt + 1 })))).map(runIdOf),
    );
    const missing = runs.filter((run) => isMissing.has(runIdOf(run)));
    await unconfirmRuns(database, missing);
    await dispatch(dependencies, missing);
    return missing.length;
  }

  return {
    async tick() {
      const count = (await enqueueUnconfirmed()) + (await enqueueOverdue());
      if (count > 0) logger.warn({ count }, "made jobs for runs that had none");
      return count;
    },
  };
}
