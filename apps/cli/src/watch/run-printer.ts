import type { RunEvent, RunState } from "@repo/core";
import { formatMs, isOutcome, renderRun } from "../run-line.ts";
import { createRunProgress } from "../run-progress.ts";
import type { Terminal } from "../terminal.ts";
import type { FollowOptions } from "./follow-runs.ts";

/**
 * Prints what a watch hears, and when it was deaf.
 *
 * @param states only changes to these; without any, how attempts and runs end
 */
export function runPrinter(
  { line, paint, columns }: Terminal,
  states: readonly RunState[] = [],
): Pick<FollowOptions, "onEvent" | "onConnected" | "onLost"> {
  // all events are heard even if few are shown: lateness and duration come from the earlier ones
  const progressOf = createRunProgress();
  const isShown = (event: RunEvent) => (states.length > 0 ? states.includes(event.state) : isOutcome(event));
  const remark = (text: string) => line(`  ${paint("yellow", "!")} ${paint("dim", text)}`);
  return {
    onEvent(event) {
      const progress = progressOf(event);
      if (isShown(event)) line(renderRun(progress, { paint, columns: columns() }));
    },
    onConnected(awayMs) {
      if (awayMs !== undefined) remark(`connected again; what happened in ${formatMs(awayMs)} is not shown`);
    },
    onLost: () => remark("the connection to the scheduler was lost; trying again"),
  };
}
