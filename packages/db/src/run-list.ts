import {
  type RecentRunsQuery,
  type Run,
  type RunFilter,
  type RunKey,
  type RunOrder,
  type RunReason,
  runIdOf,
  type ScheduleRuns,
} from "@repo/core";
import { createConditions } from "./conditions.ts";
import type { Run as PrismaRun } from "./generated/client.ts";
import { literals, NOT_WITHDRAWN, UNSUCCESSFUL_STATES } from "./last-run.ts";
import { type RunRow, runOf, SELECT_RUN } from "./run-store.ts";
import type { Sql } from "./sql.ts";

/** Reasons that only runs have which ended without success. */
const ENDING_REASONS: ReadonlySet<RunReason> = new Set<RunReason>([
  "MISFIRED",
  "OVERLAPPED",
  "PAUSED",
  "SUPERSEDED",
  "DELETED",
  "TARGET_FAILED",
  "ATTEMPT_TIMED_OUT",
  "CANCELLED_BY_REQUEST",
  "CANCELLED_BY_OVERLAP",
]);

export interface RunPageQuery {
  filter: RunFilter;
  order: RunOrder;
  /** Only what comes after it; absent: from the beginning. */
  after: RunKey | undefined;
  limit: number;
}

/** A page of runs, without attempts. */
export async function listRuns(sql: Sql, { filter, order, after, limit }: RunPageQuery): Promise<Run[]> {
  const conditions = createConditions();
  const { where } = conditions;
  if (filter.scheduleId) where((id) => `runs.schedule_id = ${id}`, filter.scheduleId);
  if (filter.states.length > 0) where((states) => `runs.state = ANY(${states}::run_state[])`, filter.states);
  if (filter.kinds.length > 0) where((kinds) => `runs.kind = ANY(${kinds}::run_kind[])`, filter.kinds);
  if (filter.reasons.length > 0) {
    where((reasons) => `runs.reason = ANY(${reasons}::run_reason[])`, filter.reasons);
    // says nothing new, but lets Postgres read only runs that did not end well
    if (filter.reasons.every((reason) => ENDING_REASONS.has(reason))) {
      where(() => `runs.state IN (${literals(UNSUCCESSFUL_STATES)})`);
    }
  }
  if (filter.dueFrom) where((from) => `runs.due_at >= ${from}`, filter.dueFrom);
  if (filter.dueUntil) where((until) => `runs.due_at < ${until}`, filter.dueUntil);
  const [comparison, direction] = order === "LATEST" ? ["<", "DESC"] : [">", "ASC"];
  if (after) {
    // the first condition alone lets Postgres leave out partitions
    where((due) => `runs.due_at ${comparison}= ${due}`, after.dueAt);
    where(
      (due, id) => `(runs.due_at, runs.schedule_id) ${comparison} (${due}, ${id})`,
      after.dueAt,
      after.scheduleId,
    );
  }
  const rows = await sql.query<RunRow>(
    `${SELECT_RUN} WHERE ${conditions}
     ORDER BY runs.due_at ${direction}, runs.schedule_id ${direction} LIMIT ${conditions.parameter(limit)}`,
    conditions.values,
  );
  return rows.map((row) => runOf(row));
}

type RecentRunRow = { wantedId: string } & (
  | Pick<PrismaRun, "dueAt" | "fireAt" | "kind" | "state" | "reason" | "startedAt">
  | { dueAt: null }
);

/** The last runs of each schedule that have come due, latest first; schedules in the order of the query. */
export async function listRecentRuns(
  sql: Sql,
  { scheduleIds, perSchedule }: RecentRunsQuery,
): Promise<ScheduleRuns[]> {
  const bySchedule = new Map<string, ScheduleRuns>(
    scheduleIds.map((scheduleId) => [scheduleId, { scheduleId, runs: [] }]),
  );
  const rows = await sql.query<RecentRunRow>(
    `SELECT wanted.id AS wanted_id, recent.*
     FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted(id, place)
     LEFT JOIN LATERAL (
       SELECT runs.due_at, runs.fire_at, runs.kind, runs.state, runs.reason, runs.started_at FROM runs
       WHERE runs.schedule_id = wanted.id AND runs.due_at <= now() AND ${NOT_WITHDRAWN}
       ORDER BY runs.due_at DESC LIMIT $2) AS recent ON true
     ORDER BY wanted.place, recent.due_at DESC`,
    [[...bySchedule.keys()], perSchedule],
  );
  for (const row of rows) {
    if (row.dueAt === null) continue;
    const { wantedId: scheduleId, dueAt, fireAt, kind, state, reason, startedAt } = row;
    bySchedule.get(scheduleId)?.runs.push({
      id: runIdOf({ scheduleId, dueAt }),
      dueAt,
      kind,
      state,
      reason: reason ?? undefined,
      lateness: startedAt === null ? undefined : startedAt.getTime() - fireAt.getTime(),
    });
  }
  return [...bySchedule.values()];
}
