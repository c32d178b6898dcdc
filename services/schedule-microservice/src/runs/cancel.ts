import {
  type Caller,
  DomainError,
  fieldChanges,
  type Run,
  type RunKey,
  runIdOf,
  STATES_IN_WORDS,
} from "@repo/core";
import {
  cancelRun as cancelStoredRun,
  getRun,
  getScheduleEvenDeleted,
  insertAuditEvent,
  readDatabaseTime,
} from "@repo/db";
import { publishCancelRequests } from "@repo/queue";
import type { Dependencies } from "../dependencies.ts";
import { dispatchAgain } from "../planning/dispatch.ts";
import { checkOwner } from "../schedules/check-owner.ts";
import { announce } from "./announce.ts";

/**
 * Cancels a run: one that waits ends at once, a running one ends when its worker has stopped it.
 *
 * @throws DomainError NOT_FOUND, PERMISSION_DENIED, FAILED_PRECONDITION when it has ended
 */
export async function cancelRun(
  dependencies: Dependencies,
  { key, note }: { key: RunKey; note: string },
  { principal, actor }: Caller,
): Promise<Run> {
  const { database, producer, logger } = dependencies;
  const reason = "CANCELLED_BY_REQUEST";
  const { owner, definition } = await getScheduleEvenDeleted(database, key.scheduleId);
  await checkOwner(database, principal, owner);
  const cancelled = await database.transaction(async (sql) => {
    const stored = await cancelStoredRun(sql, key, { reason, message: note });
    if (stored === undefined) return undefined;
    const subject = { id: runIdOf(key), name: definition.name };
    const changes = fieldChanges(undefined, { note });
    await insertAuditEvent(sql, { actor, action: "RUN_CANCELLED", subject, changes });
    return stored;
  });
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
    await dispatchAgain(dependencies, cancelled.released);
    await announce(dependencies, [
      { ...run, ...key, runId: run.id, reason, message: note, occurredAt: await readDatabaseTime(database) },
    ]);
  }
  return run;
}

function hasEnded(run: Run): DomainError {
  const message = `the run ${runIdOf(run)} has ended (it ${STATES_IN_WORDS[run.state]}) and cannot be cancelled`;
  return new DomainError("FAILED_PRECONDITION", "RUN_HAS_ENDED", message);
}
