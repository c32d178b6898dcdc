import { DomainError, type Schedule, type ScheduleDefinition, type ScheduleState } from "@repo/core";
import type { Database } from "./database.ts";
import type { Prisma } from "./generated/client.ts";
import { AUDIT_EVENT_COLUMNS, type NewAuditEvent, valuesOfAuditEvent } from "./identity/audit-store.ts";
import { DEFINITION_COLUMNS, definitionColumns, type ScheduleRow, scheduleOf } from "./schedule-row.ts";
import type { Prepared, Sql } from "./sql.ts";

/** @throws DomainError NOT_FOUND, also when it is deleted */
export async function getSchedule(database: Database, id: string): Promise<Schedule> {
  const schedule = await getScheduleEvenDeleted(database, id);
  if (schedule.state === "DELETED") throw scheduleNotFound(id);
  return schedule;
}

/** @throws DomainError NOT_FOUND */
export async function getScheduleEvenDeleted(database: Database, id: string): Promise<Schedule> {
  const row = await database.prisma.schedule.findUnique({ where: { id }, include: { cursor: true } });
  if (row === null) throw scheduleNotFound(id);
  return scheduleOf(withCursor(row));
}

function withCursor({
  cursor,
  ...row
}: Prisma.ScheduleGetPayload<{ include: { cursor: true } }>): ScheduleRow {
  return { ...row, nextDueAt: cursor?.nextDueAt ?? null, plannedCount: cursor?.plannedCount ?? 0 };
}

/**
 * Locks a schedule until the transaction ends, by its cursor: whoever plans or edits a schedule holds that first, and
 * reads the rest only then.
 *
 * @throws DomainError NOT_FOUND
 */
export async function lockSchedule(sql: Sql, id: string): Promise<ScheduleRow> {
  await sql.query("SELECT 1 FROM schedule_cursors WHERE schedule_id = $1 FOR NO KEY UPDATE", [id]);
  const [row] = await sql.query<ScheduleRow>(
    `SELECT schedules.*, schedule_cursors.next_due_at, schedule_cursors.planned_count
     FROM schedules JOIN schedule_cursors ON schedule_cursors.schedule_id = schedules.id WHERE schedules.id = $1`,
    [id],
  );
  if (row === undefined || row.state === "DELETED") throw scheduleNotFound(id);
  return row;
}

export interface NewSchedule {
  id: string;
  definition: ScheduleDefinition;
  owner: string;
  shard: number;
  state: "ACTIVE" | "PAUSED";
  /** Absent: the cursor stands nowhere, and planning sets it. */
  nextDueAt?: Date | undefined;
}

const INSERTED_COLUMNS = ["id", "owner", "state", "revision", ...DEFINITION_COLUMNS].join(", ");
// not prepared: a migration that adds a column would break a prepared statement that returns all of them
const INSERT_SCHEDULE = `
  WITH schedule AS (
    INSERT INTO schedules (${INSERTED_COLUMNS})
    SELECT ${INSERTED_COLUMNS} FROM jsonb_populate_record(NULL::schedules, $1) RETURNING *),
  cursor AS (INSERT INTO schedule_cursors (schedule_id, shard, next_due_at) SELECT id, $2, $3 FROM schedule)
  SELECT * FROM schedule`;

/** Inserts a schedule with its cursor. @throws DomainError ALREADY_EXISTS */
export async function insertSchedule(sql: Sql, schedule: NewSchedule): Promise<ScheduleRow> {
  const { definition, nextDueAt } = schedule;
  const [row] = await explainNameConflict(definition.name, () =>
    sql.query<Omit<ScheduleRow, keyof CursorFields>>(INSERT_SCHEDULE, valuesOfSchedule(schedule)),
  );
  return { ...requireRow(row), nextDueAt: nextDueAt ?? null, plannedCount: 0 };
}

/** The row as JSON, its shard and its cursor. */
function valuesOfSchedule({ id, definition, owner, shard, state, nextDueAt }: NewSchedule): unknown[] {
  const row = { id, owner, state, revision: 1, ...definitionColumns(definition) };
  return [JSON.stringify(row), shard, nextDueAt];
}

const INSERT_BEYOND_HORIZON: Prepared = {
  name: "insert-schedule-beyond-horizon",
  text: `
    WITH held AS (SELECT planned_until FROM shard_horizons WHERE shard = $2 FOR SHARE),
    schedule AS (
      INSERT INTO schedules (${INSERTED_COLUMNS})
      SELECT ${INSERTED_COLUMNS} FROM held, jsonb_populate_record(NULL::schedules, $1)
      WHERE held.planned_until <= $3 AND clock_timestamp() >= $4 AND clock_timestamp() < $3
      RETURNING ${INSERTED_COLUMNS}, pause_note, created_at, updated_at),
    cursor AS (INSERT INTO schedule_cursors (schedule_id, shard, next_due_at) SELECT id, $2, $3 FROM schedule),
    audit AS (
      INSERT INTO audit_events (${AUDIT_EVENT_COLUMNS})
      SELECT $5::uuid, $6, $7, $8, $9, $10, $11, $12, $13::jsonb FROM schedule)
    SELECT * FROM schedule`,
};

export interface ScheduleBeyondHorizon extends NewSchedule {
  /** Its first due time after `since`. */
  nextDueAt: Date;
  /** An instant that has passed. */
  since: Date;
  audit: NewAuditEvent;
}

/**
 * Inserts a schedule that need not be planned yet, with its cursor and its audit event, in one statement.
 *
 * @returns undefined when nothing was stored: it is due before its shard's horizon, or `since` has not passed by the
 *   database's clock, or `nextDueAt` has
 * @throws DomainError ALREADY_EXISTS
 */
export async function insertScheduleBeyondHorizon(
  sql: Sql,
  { since, audit, ...schedule }: ScheduleBeyondHorizon,
): Promise<ScheduleRow | undefined> {
  const { definition, nextDueAt } = schedule;
  const [row] = await explainNameConflict(definition.name, () =>
    sql.query<Omit<ScheduleRow, keyof CursorFields>>(INSERT_BEYOND_HORIZON, [
      ...valuesOfSchedule(schedule),
      since,
      ...valuesOfAuditEvent(audit),
    ]),
  );
  return row && { ...row, nextDueAt, plannedCount: 0 };
}

type CursorFields = Pick<ScheduleRow, "nextDueAt" | "plannedCount">;

/** What an edit changes beside the definition. */
export interface ScheduleChange {
  definition?: ScheduleDefinition | undefined;
  state: ScheduleState;
  pauseNote: string;
  plannedCount: number;
}

/**
 * Writes an edit, counts the revision up and takes the cursor away: planning sets it anew. The schedule must be
 * locked. @throws DomainError ALREADY_EXISTS
 */
export async function updateSchedule(sql: Sql, id: string, change: ScheduleChange): Promise<ScheduleRow> {
  const { definition, state, pauseNote, plannedCount } = change;
  const columns = ["state", "pause_note", ...(definition ? DEFINITION_COLUMNS : [])];
  const values = { state, pause_note: pauseNote, ...(definition && definitionColumns(definition)) };
  const [row] = await explainNameConflict(definition?.name ?? "", () =>
    sql.query<Omit<ScheduleRow, keyof CursorFields>>(
      `WITH cursor AS (
         UPDATE schedule_cursors SET next_due_at = NULL, planned_count = $3 WHERE schedule_id = $1)
       UPDATE schedules
       SET (${columns.join(", ")}) = (SELECT ${columns.map((c) => `r.${c}`).join(", ")}
                                      FROM jsonb_populate_record(NULL::schedules, $2) AS r),
           revision = revision + 1, updated_at = now()
       WHERE id = $1 RETURNING *`,
      [id, JSON.stringify(values), plannedCount],
    ),
  );
  return { ...requireRow(row), nextDueAt: null, plannedCount };
}

export function scheduleNotFound(id: string): DomainError {
  return new DomainError("NOT_FOUND", "SCHEDULE_NOT_FOUND", `there is no schedule with the id ${id}`);
}

function requireRow<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error("the statement was expected to return the schedule");
  return row;
}

const UNIQUE_VIOLATION = "23505";

async function explainNameConflict<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && "constraint" in error && error.constraint === "schedules_name_key") {
      if ("code" in error && error.code === UNIQUE_VIOLATION) throw nameTaken(name);
    }
    throw error;
  }
}

function nameTaken(name: string): DomainError {
  return new DomainError(
    "ALREADY_EXISTS",
    "SCHEDULE_NAME_TAKEN",
    `a schedule named "${name}" exists already`,
    [{ field: "name", message: "is taken by another schedule; choose another name" }],
  );
}

/** The schedules of an owner, counted up to a limit: no more rows than that are looked at. */
export async function countOwnedSchedules(
  sql: Sql,
  { owner, limit }: { owner: string; limit: number },
): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count
     FROM (SELECT 1 FROM schedules WHERE owner = $1 AND state <> 'DELETED' LIMIT $2) AS owned`,
    [owner, limit],
  );
  return row?.count ?? 0;
}
