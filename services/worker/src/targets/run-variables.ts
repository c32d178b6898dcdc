import { RUN_VARIABLE_PREFIX } from "@repo/core";
import type { TargetContext } from "./target-handler.ts";

/** What tells a process which run it is for. */
export function runVariablesOf({ run }: Pick<TargetContext, "run">): Record<string, string> {
  const variables = {
    RUN_ID: run.id,
    SCHEDULE_ID: run.scheduleId,
    SCHEDULE_NAME: run.scheduleName,
    DUE_AT: run.dueAt.toISOString(),
    ATTEMPT: String(run.attempt),
  };
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [`${RUN_VARIABLE_PREFIX}${name}`, value]),
  );
}
