import type { Schedule, ScheduleFilter, ScheduleOrder } from "@repo/core";
import { type Conditions, createConditions } from "./conditions.ts";
import { escapeLike } from "./escape-like.ts";
import { findLastRunCandidates, LAST_RUN_STATE } from "./last-run.ts";
import { readDatabaseTime } from "./planning.ts";
import { type ScheduleRow, scheduleOf } from "./schedule-row.ts";
import type { Sql } from "./sql.ts";

/** The last schedule of a page, as far as an order needs to know it. */
export interface SchedulePosition {
  id: string;
  name: string;
  /** Null: it has none. */
  nextDueAt: Date | null;
  updatedAt: Date;
}

export interface SchedulePageQuery {
  filter: ScheduleFilter;
  order: ScheduleOrder;
  /** Only what comes after it; absent: from the beginning. */
  after: SchedulePosition | undefined;
  limit: number;
}

/** A page of schedules. Reads an index in the order asked for, so that its cost follows the page, not what exists. */
export async function listSchedules(
  sql: Sql,
  { filter, order, after, limit }: SchedulePageQuery,
): Promise<Schedule[]> {
  const candidates =
    filter.lastRunStates.length > 0 ? await findLastRunCandidates(sql, filter.lastRunStates) : undefined;
  const matching = () => conditionsOf(filter, candidates);
  const rows =
    order === "NEXT_DUE"
      ? await listByNextDue(sql, { matching, after, limit })
      : await listByOwnColumns(sql, { order, conditions: matching(), after, limit });
  return rows.map(scheduleOf);
}

/** How many schedules match, counted up to a limit. */
export async function countSchedules(
  sql: Sql,
  { filter, limit }: { filter: ScheduleFilter; limit: number },
): Promise<{ count: number; exceeded: boolean }> {
  const conditions = await matchingConditions(sql, filter);
  const [row] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (
       SELECT 1 FROM schedules WHERE ${conditions} LIMIT ${conditions.parameter(limit + 1)}) AS counted`,
    conditions.values,
  );
  const count = row?.count ?? 0;
  return { count: Math.min(count, limit), exceeded: count > limit };
}

/** The conditions of a filter, on `schedules`. */
export async function matchingConditions(sql: Sql, filter: ScheduleFilter): Promise<Conditions> {
  const candidates =
    filter.lastRunStates.length > 0 ? await findLastRunCandidates(sql, filter.lastRunStates) : undefined;
  return conditionsOf(filter, candidates);
}

function conditionsOf(filter: ScheduleFilter, candidates: readonly string[] | undefined): Conditions {
  const conditions = createConditions();
  const { where } = conditions;
  if (!filter.states.includes("DELETED")) where(() => "schedules.state <> 'DELETED'");
  if (filter.states.length > 0) {
    where((states) => `schedules.state = ANY(${states}::schedule_state[])`, filter.states);
  }
  if (filter.tags.length > 0) where((tags) => `schedules.tags @> ${tags}::text[]`, filter.tags);
  if (filter.nameContains) where((name) => `schedules.name ILIKE ${name}`, containing(filter.nameContains));
  if (filter.owner) where((owner) => `schedules.owner = ${owner}`, filter.owner);
  if (filter.queue) where((queue) => `schedules.queue = ${queue}`, filter.queue);
  if (filter.targetKinds.length > 0) {
    where((kinds) => `schedules.target->>'type' = ANY(${kinds}::text[])`, filter.targetKinds);
  }
  if (candidates) where((ids) => `schedules.id = ANY(${ids}::uuid[])`, candidates);
  if (filter.lastRunStates.length > 0) {
    where((states) => `${LAST_RUN_STATE} = ANY(${states}::run_state[])`, filter.lastRunStates);
  }
  return conditions;
}

function containing(text: string): string {
  return `%${escapeLike(text)}%`;
}

const ORDER_BY = {
  CREATED: "schedules.id DESC",
  NAME: "lower(schedules.name), schedules.id",
  UPDATED: "schedules.updated_at DESC, schedules.id DESC",
} as const satisfies Partial<Record<ScheduleOrder, string>>;

const AFTER = {
  // ids grow with time
  CREATED: ({ where }, { id }) => where((at) => `schedules.id < ${at}::uuid`, id),
  NAME: ({ where }, { name, id }) =>
    where((...at) => `(lower(schedules.name), schedules.id) > (lower(${at[0]}), ${at[1]}::uuid)`, name, id),
  UPDATED: ({ where }, { updatedAt, id }) =>
    where(
      (...at) => `(schedules.updated_at, schedules.id) < (${at[0]}::timestamptz, ${at[1]}::uuid)`,
      updatedAt,
      id,
    ),
} as const satisfies Record<
  keyof typeof ORDER_BY,
  (conditions: Conditions, position: SchedulePosition) => void
>;

const SELECT_SCHEDULE = "SELECT schedules.*, schedule_cursors.next_due_at, schedule_cursors.planned_count";
const WITH_CURSOR = "JOIN schedule_cursors ON schedule_cursors.schedule_id = schedules.id";

interface ListByOwnColumns {
  order: keyof typeof ORDER_BY;
  conditions: Conditions;
  after: SchedulePosition | undefined;
  limit: number;
}

async function listByOwnColumns(
  sql: Sql,
  { order, conditions, after, limit }: ListByOwnColumns,
): Promise<ScheduleRow[]> {
  if (after) AFTER[order](conditions, after);
  // only the ids at first: often an index alone knows them
  return sql.query(
    `${SELECT_SCHEDULE}
     FROM (SELECT id FROM schedules WHERE ${conditions}
           ORDER BY ${ORDER_BY[order]} LIMIT ${conditions.parameter(limit)}) AS page
     JOIN schedules ON schedules.id = page.id ${WITH_CURSOR}
     ORDER BY ${ORDER_BY[order]}`,
    conditions.values,
  );
}

const MINUTE_MS = 60_000;
/** How far to look for next due times, one after the other until the page is full. */
const LOOK_AHEAD_MS = [10 * MINUTE_MS, 120 * MINUTE_MS, 1_440 * MINUTE_MS];

interface ListByNextDue {
  matching: () => Conditions;
  after: SchedulePosition | undefined;
  limit: number;
}

/**
 * An index on `next_due_at` alone would be written whenever a schedule is planned. The one that planning reads, by
 * shard, finds what is due within a time of all shards as well; so a page is looked for in one time after the other.
 */
async function listByNextDue(sql: Sql, { matching, after, limit }: ListByNextDue): Promise<ScheduleRow[]> {
  const from = after === undefined ? await readDatabaseTime(sql) : after.nextDueAt;
  for (const ahead of from === null ? [] : LOOK_AHEAD_MS) {
    const conditions = matching();
    if (after) {
      conditions.where((at) => `next_due_at >= ${at}::timestamptz`, from);
      conditions.where(
        (at, id) => `(next_due_at, schedules.id) > (${at}::timestamptz, ${id}::uuid)`,
        from,
        after.id,
      );
    }
    conditions.where((at) => `next_due_at < ${at}::timestamptz`, new Date((from?.getTime() ?? 0) + ahead));
    const rows = await selectByNextDue(sql, conditions, limit);
    if (rows.length === limit) return rows;
  }
  const conditions = matching();
  if (after && from === null) {
    conditions.where((id) => `next_due_at IS NULL AND schedules.id > ${id}`, after.id);
  } else if (after) {
    conditions.where(
      (at, id) => `(next_due_at IS NULL OR (next_due_at, schedules.id) > (${at}::timestamptz, ${id}::uuid))`,
      from,
      after.id,
    );
  }
  return selectByNextDue(sql, conditions, limit);
}

function selectByNextDue(sql: Sql, conditions: Conditions, limit: number): Promise<ScheduleRow[]> {
  return sql.query(
    `${SELECT_SCHEDULE} FROM schedules ${WITH_CURSOR} WHERE ${conditions}
     ORDER BY next_due_at, schedules.id LIMIT ${conditions.parameter(limit)}`,
    conditions.values,
  );
}
