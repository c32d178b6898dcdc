import {
  explainSpec,
  type LastRunState,
  type RecentRun,
  type RunState,
  type Schedule,
  type Spec,
  type TargetType,
} from "@repo/core";
import { cityOfZone } from "@/lib/time-zones.ts";
import { nextDueTimeOf } from "./next-due-at.ts";

/** A schedule as a row of the list: plain and small, because fifty of them travel to the browser. */
export interface ScheduleRow extends Pick<Schedule, "id" | "state" | "owner" | "pauseNote"> {
  name: string;
  tags: string[];
  target: TargetType;
  /** The spec in plain English, in full and as short as it can be. */
  timing: { full: string; short: string };
  /** The zone of a cron schedule; intervals and single instants have none of their own. */
  zone: string | undefined;
  nextDueAt: Date | undefined;
  /** Latest first. */
  recentRuns: { id: string; state: RunState }[];
  lastEnded: { id: string; state: LastRunState; dueAt: Date; lateness: number | undefined } | undefined;
  /** Why who looks at it may not change it; undefined: may. */
  refusal: string | undefined;
}

export function toScheduleRow(
  schedule: Schedule,
  { runs, now, refusal }: { runs: readonly RecentRun[]; now: Date; refusal: string | undefined },
): ScheduleRow {
  const { id, state, owner, pauseNote, definition } = schedule;
  const { name, tags, target, spec } = definition;
  return {
    id,
    state,
    owner,
    pauseNote,
    name,
    tags,
    target: target.type,
    timing: explain(spec, id),
    zone: spec.type === "cron" ? spec.timeZone : undefined,
    nextDueAt: nextDueTimeOf(schedule, now),
    recentRuns: runs.map((run) => ({ id: run.id, state: run.state })),
    lastEnded: lastEndedOf(runs),
    refusal,
  };
}

function explain(spec: Spec, id: string): ScheduleRow["timing"] {
  // where an interval is counted from is for the schedule's own page
  const full = explainSpec(spec.type === "interval" ? { ...spec, anchorAt: undefined } : spec, id);
  if (spec.type === "once") return { full, short: "Once" };
  if (spec.type === "interval") return { full, short: full };
  return { full, short: full.replace(`(${spec.timeZone})`, `(${cityOfZone(spec.timeZone)})`) };
}

function lastEndedOf(runs: readonly RecentRun[]): ScheduleRow["lastEnded"] {
  for (const { id, state, dueAt, lateness } of runs) {
    if (state === "PLANNED" || state === "QUEUED" || state === "RUNNING") continue;
    return { id, state, dueAt, lateness };
  }
  return undefined;
}
