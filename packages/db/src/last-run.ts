import type { LastRunState, RunState } from "@repo/core";
import type { Sql } from "./sql.ts";

/** States of runs that are in the partial index `runs_unsuccessful_idx`. */
export const UNSUCCESSFUL_STATES = ["FAILED", "CANCELLED", "TIMED_OUT", "SKIPPED"] satisfies RunState[];
const ENDED_STATES = ["SUCCEEDED", ...UNSUCCESSFUL_STATES] satisfies RunState[];

/** A list of words as SQL; the words are ours. */
export function literals(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(", ");
}

/** Leaves out due times that an edit took away: they say nothing about how a schedule does. */
export const NOT_WITHDRAWN =
  "(runs.reason IS NULL OR runs.reason NOT IN ('SUPERSEDED', 'PAUSED', 'DELETED'))";

/**
 * The state of the last ended run of the schedule at hand, or null. Looks into one day's partition after the other,
 * from today backwards, and seldom beyond the first.
 */
export const LAST_RUN_STATE = `(
  SELECT runs.state FROM runs
  WHERE runs.schedule_id = schedules.id AND runs.due_at <= now() AND runs.state IN (${literals(ENDED_STATES)})
    AND ${NOT_WITHDRAWN}
  ORDER BY runs.due_at DESC LIMIT 1)`;

/** Up to so many schedules are quicker looked at one by one than found on a walk through all there are. */
const MAX_CANDIDATES = 5_000;
const MAX_LOOKED_AT = 20_000;

/**
 * The schedules that have had such a run at all, as far as history goes, when they are few; undefined when they are
 * many, or a run in one of the states is nothing unusual. What is rare is found by this, what is frequent by looking
 * at schedules until there are enough.
 */
export async function findLastRunCandidates(
  sql: Sql,
  states: readonly LastRunState[],
): Promise<string[] | undefined> {
  if (states.includes("SUCCEEDED")) return undefined;
  const [row] = await sql.query<{ lookedAt: number; ids: string[] | null }>(
    `SELECT count(*)::int AS looked_at, array_agg(DISTINCT schedule_id) AS ids FROM (
       SELECT runs.schedule_id FROM runs
       WHERE runs.state IN (${literals(UNSUCCESSFUL_STATES)}) AND runs.state = ANY($1::run_state[])
         AND runs.due_at <= now() AND ${NOT_WITHDRAWN}
       ORDER BY runs.due_at DESC LIMIT $2) AS latest`,
    [states, MAX_LOOKED_AT],
  );
  const ids = row?.ids ?? [];
  return row !== undefined && row.lookedAt < MAX_LOOKED_AT && ids.length <= MAX_CANDIDATES ? ids : undefined;
}
