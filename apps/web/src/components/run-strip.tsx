import type { RunState } from "@repo/core";
import { cn } from "@/lib/class-names.ts";
import { RUN_STATES } from "@/lib/run-states.ts";

/** A run as the strip shows it. */
export interface StripRun {
  id: string;
  state: RunState;
}

const DEFAULT_SLOTS = 10;

/** Shape and height tell the states apart as well as the colour. */
const BARS = {
  PLANNED: "h-1.5 bg-quiet-solid/50",
  QUEUED: "h-1.5 bg-quiet-solid",
  RUNNING: "h-3 animate-pulse bg-active-solid",
  SUCCEEDED: "h-4 bg-success-solid",
  FAILED: "h-4 border-y-[5px] border-danger-solid bg-transparent",
  CANCELLED: "h-2 border border-quiet-solid",
  TIMED_OUT: "h-4 border-y-[5px] border-danger-solid bg-transparent",
  SKIPPED: "h-2 border border-warning-solid",
} satisfies Record<RunState, string>;

/** The last runs of a schedule as a row of bars, the latest at the right. */
export function RunStrip({ runs, slots = DEFAULT_SLOTS }: { runs: readonly StripRun[]; slots?: number }) {
  const shown = runs.slice(0, slots).toReversed();
  const empty = Array.from({ length: Math.max(0, slots - shown.length) }, (_, index) => `empty ${index}`);
  return (
    <span
      role="img"
      aria-label={describe(shown)}
      title={describe(shown)}
      className="flex h-4 items-end gap-0.5"
    >
      {empty.map((key) => (
        <span key={key} className="h-1 w-1.5 rounded-[1px] bg-border" />
      ))}
      {shown.map(({ id, state }) => (
        <span key={id} className={cn("w-1.5 rounded-[1px]", BARS[state])} />
      ))}
    </span>
  );
}

function describe(runs: readonly StripRun[]): string {
  if (runs.length === 0) return "no runs yet";
  const counts = Map.groupBy(runs, ({ state }) => state);
  const parts = [...counts].map(
    ([state, { length }]) => `${length} ${RUN_STATES[state].label.toLowerCase()}`,
  );
  return `last ${runs.length} runs: ${parts.join(", ")}`;
}
