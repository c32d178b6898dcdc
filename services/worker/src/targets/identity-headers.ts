import type { TargetContext } from "./target-handler.ts";

/** What tells a server which attempt this is; never overridden. */
export function identityHeadersOf({ run }: Pick<TargetContext, "run">): Record<string, string> {
  return {
    "idempotency-key": run.id,
    "x-scheduler-run-id": run.id,
    "x-scheduler-schedule-id": run.scheduleId,
    "x-scheduler-due-at": run.dueAt.toISOString(),
    "x-scheduler-attempt": String(run.attempt),
  };
}
