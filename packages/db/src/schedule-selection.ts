import type { ScheduleSelection, ScheduleState } from "@repo/core";
import { type Conditions, createConditions } from "./conditions.ts";
import { matchingConditions } from "./schedule-list.ts";
import type { Sql } from "./sql.ts";

/** What a bulk edit needs to know of a schedule. */
export interface SelectedSchedule {
  id: string;
  name: string;
  owner: string;
  /** The team that the owner is in today; null: the owner is no user. */
  ownerTeam: string | null;
  state: ScheduleState;
  tags: string[];
}

export interface SelectSchedules {
  selection: ScheduleSelection;
  /** Only those that come after it, newest first; absent: from the beginning. */
  afterId: string | undefined;
  limit: number;
}

/** The selected schedules, newest first. Ids that no schedule has are left out. */
export async function selectSchedules(sql: Sql, selected: SelectSchedules): Promise<SelectedSchedule[]> {
  const conditions = await conditionsOf(sql, selected);
  return sql.query<SelectedSchedule>(
    `SELECT schedules.id, schedules.name, schedules.owner, users.team AS owner_team, schedules.state, schedules.tags
     FROM schedules LEFT JOIN users ON users.username = schedules.owner
     WHERE ${conditions} ORDER BY schedules.id DESC LIMIT ${conditions.parameter(selected.limit)}`,
    conditions.values,
  );
}

/** How many are selected, counted up to a limit. */
export async function countSelectedSchedules(
  sql: Sql,
  selected: SelectSchedules,
): Promise<{ count: number; exceeded: boolean }> {
  const conditions = await conditionsOf(sql, selected);
  const [row] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (
       SELECT 1 FROM schedules WHERE ${conditions} LIMIT ${conditions.parameter(selected.limit + 1)}) AS counted`,
    conditions.values,
  );
  const count = row?.count ?? 0;
  return { count: Math.min(count, selected.limit), exceeded: count > selected.limit };
}

async function conditionsOf(sql: Sql, { selection, afterId }: SelectSchedules): Promise<Conditions> {
  const conditions =
    selection.type === "filter" ? await matchingConditions(sql, selection) : createConditions();
  if (selection.type === "ids") {
    conditions.where(
      (ids) => `schedules.id = ANY(${ids}::uuid[]) AND schedules.state <> 'DELETED'`,
      selection.ids,
    );
  }
  if (afterId !== undefined) conditions.where((id) => `schedules.id < ${id}::uuid`, afterId);
  return conditions;
}
