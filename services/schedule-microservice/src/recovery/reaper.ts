import { endAttempt, type RunEvent, runIdOf } from "@repo/core";
import {
  buryProcesses,
  endAttempts,
  findExpiredProcesses,
  findLostRuns,
  freeStaleSlots,
  type LostRun,
} from "@repo/db";
import type { Dependencies } from "../dependencies.ts";
import { dispatchAgain } from "../planning/dispatch.ts";
import { announce } from "../runs/announce.ts";

const BATCH_SIZE = 500;

export interface Reaper {
  /** One pass: buries dead processes and moves their runs on. @returns runs taken over */
  tick(): Promise<number>;
}

export interface ReaperOptions {
  /** Milliseconds that this replica itself must have seen a lease expired before it believes in a death. */
  patience: number;
  /** Milliseconds on a clock that never jumps. */
  monotonicNow: () => number;
}

/**
 * Takes over the runs of dead workers. An expired lease alone proves nothing: after an outage of Postgres all leases
 * have expired and nobody is dead, so the reaper waits until it has seen the lease expired for a while itself.
 */
export function createReaper(dependencies: Dependencies, { patience, monotonicNow }: ReaperOptions): Reaper {
  const { database, logger } = dependencies;
  let expiredSince = new Map<string, number>();

  async function buryDead(): Promise<void> {
    const expired = await findExpiredProcesses(database);
    const now = monotonicNow();
    expiredSince = new Map(expired.map((id) => [id, expiredSince.get(id) ?? now]));
    const dead = expired.filter((id) => now - (expiredSince.get(id) ?? now) >= patience);
    const buried = await buryProcesses(database, dead);
    if (buried.length > 0) logger.warn({ processes: buried }, "processes were taken for dead");
  }

  async function takeOver(lost: readonly LostRun[]): Promise<void> {
    const ended = lost.map((run) => ({
      ...run,
      outcome: "WORKER_LOST" as const,
      message: `the worker ${run.workerId} was lost`,
      output: undefined,
      duration: 0,
      end: endAttempt({ ...run, runId: runIdOf(run), outcome: "WORKER_LOST", retryable: true }),
    }));
    const { runs, released } = await endAttempts(database, ended);
    const movedOn = new Map(runs.map((run) => [runIdOf(run), run]));
    const again = lost.flatMap((run) => {
      const availableAt = movedOn.get(runIdOf(run))?.availableAt ?? undefined;
      return availableAt === undefined ? [] : [{ ...run, availableAt }];
    });
    await dispatchAgain(dependencies, [...again, ...released]);
    await announce(
      dependencies,
      runs.map((run): RunEvent => ({ ...run, runId: runIdOf(run), reason: run.reason ?? undefined })),
    );
    logger.warn({ runs: runs.length, again: again.length }, "took over runs of lost workers");
  }

  return {
    async tick() {
      await buryDead();
      const lost = await findLostRuns(database, BATCH_SIZE);
      if (lost.length > 0) await takeOver(lost);
      const stale = await freeStaleSlots(database);
      if (stale.scheduleIds.length > 0) logger.error({ stale }, "freed overlap slots whose run had ended");
      await dispatchAgain(dependencies, stale.released);
      return lost.length;
    },
  };
}
