import type { Caller, Payload, Run, RunKey } from "@repo/core";
import { getRun, insertAuditEvent, insertTriggeredRun, lockSchedule, readDatabaseTime } from "@repo/db";
import type { Dependencies } from "../dependencies.ts";
import { dispatch } from "../planning/dispatch.ts";
import { checkOwner } from "./check-owner.ts";

/**
 * Starts one run now.
 *
 * Its due time is never on a whole second, as those of a spec always are: a run by hand cannot take the place of one
 * by the spec.
 *
 * @throws DomainError NOT_FOUND, PERMISSION_DENIED
 */
export async function triggerSchedule(
  dependencies: Dependencies,
  { id, payload }: { id: string; payload: Payload | undefined },
  { principal, actor }: Caller,
): Promise<Run> {
  const { database, partitions } = dependencies;
  const { run, schedule } = await database.transaction(async (sql) => {
    const schedule = await lockSchedule(sql, id);
    await checkOwner(sql, principal, schedule.owner);
    const now = await readDatabaseTime(sql);
    await partitions.ensure(now, now);
    let dueAt = offTheSecond(now);
    while (
      !(await insertTriggeredRun(sql, { scheduleId: id, dueAt, revision: schedule.revision, payload }))
    ) {
      dueAt = offTheSecond(new Date(dueAt.getTime() + 1));
    }
    const subject = { id, name: schedule.name };
    await insertAuditEvent(sql, { actor, action: "SCHEDULE_TRIGGERED", subject });
    return { run: { scheduleId: id, dueAt } satisfies RunKey, schedule };
  });
  const { revision, queue, priority } = schedule;
  await dispatch(dependencies, [{ ...run, revision, attempt: 0, availableAt: run.dueAt, queue, priority }]);
  return getRun(database, run);
}

function offTheSecond(instant: Date): Date {
  return instant.getMilliseconds() === 0 ? new Date(instant.getTime() + 1) : instant;
}
