import { DomainError, type Run, type RunKey, runIdOf } from "@repo/core";
import { cancelRun as cancelStoredRun, getRun, readDatabaseTime } from "@repo/db";
import { publishCancelRequests } from "@repo/queue";
import type { Dependencies } from "../dependencies.ts";
import { dispatch } from "../planning/dispatch.ts";
import { announce } from "../schedules/edit-schedule.ts";

/**
 * Cancels a run: one that waits ends at once, a running one ends when its worker has stopped it.
 *
 * @throws DomainError NOT_FOUND, FAILED_PRECONDITION when it has ended
 */
export async function cancelRun(
  dependencies: Dependencies,
  { key, note }: { key: RunKey; note: string },
): Promise<Run> {
  const { database, producer, logger } = dependencies;
  const reason = "CANCELLED_BY_REQUEST";
  const cancelled = await cancelStoredRun(database, key, { reason, message: note });
  const run = await getRun(database, key);
  if (cancelled === undefined) throw hasEnded(run);

  if (cancelled.run.state === "RUNNING") {
    const request = { ...key, attempt: cancelled.run.attempt, reason } as const;
    await publishCancelRequests(producer.redis, [request]).catch((err: unknown) => {
      logger.warn(
        { err, runId: run.id },
        "the worker was not told to cancel; it finds out at its next heartbeat",
      );
    });
  } else {
    await dispatch(dependencies, cancelled.released);
    await announce(dependencies, [
      { ...run, ...key, runId: run.id, reason, message: note, occurredAt: await readDatabaseTime(database) },
    ]);
  }
  return run;
}

function hasEnded(run: Run): DomainError {
  const message = `the run ${runIdOf(run)} has ended as ${run.state} and cannot be cancelled`;
  return new DomainError("FAILED_PRECONDITION", "RUN_HAS_ENDED", message);
}
