import { type Attempt, DomainError, type Payload, type Run, type RunKey, runIdOf } from "@repo/core";
import type { Database } from "./database.ts";
import type { Attempt as AttemptRow, Run as PrismaRun } from "./generated/client.ts";
import type { Sql } from "./sql.ts";

/** A stored run with the name of its schedule. */
export type RunRow = PrismaRun & { scheduleName: string };

export function runOf(row: RunRow, attempts: Attempt[] = []): Run {
  return {
    id: runIdOf(row),
    scheduleId: row.scheduleId,
    scheduleName: row.scheduleName,
    dueAt: row.dueAt,
    fireAt: row.fireAt,
    kind: row.kind,
    state: row.state,
    reason: row.reason ?? undefined,
    message: row.message,
    attempt: row.attempt,
    queuedAt: row.queuedAt ?? undefined,
    startedAt: row.startedAt ?? undefined,
    finishedAt: row.finishedAt ?? undefined,
    availableAt: row.availableAt ?? undefined,
    workerId: row.workerId ?? undefined,
    payload: (row.payload ?? undefined) as Payload | undefined,
    attempts,
  };
}

function attemptOf(row: AttemptRow): Attempt {
  return {
    attempt: row.attempt,
    workerId: row.workerId,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    outcome: row.outcome,
    message: row.message,
    output: (row.output ?? undefined) as Attempt["output"],
    duration: row.duration,
  };
}

/** A run with the name of its schedule; goes on with WHERE. */
export const SELECT_RUN =
  "SELECT runs.*, schedules.name AS schedule_name FROM runs JOIN schedules ON schedules.id = runs.schedule_id";

/** A run with its attempts. @throws DomainError NOT_FOUND */
export async function getRun(database: Database, key: RunKey): Promise<Run> {
  const run = await findRun(database, key);
  if (run === undefined) throw runNotFound(key);
  return run;
}

/** A run with its attempts, if there is one. */
export async function findRun(database: Database, { scheduleId, dueAt }: RunKey): Promise<Run | undefined> {
  const [[row], attempts] = await Promise.all([
    database.query<RunRow>(`${SELECT_RUN} WHERE runs.schedule_id = $1 AND runs.due_at = $2`, [
      scheduleId,
      dueAt,
    ]),
    database.prisma.attempt.findMany({ where: { scheduleId, dueAt }, orderBy: { attempt: "asc" } }),
  ]);
  return row && runOf(row, attempts.map(attemptOf));
}

/** Starts a run by hand: inserted as PLANNED, due at the next free millisecond. */
export async function insertTriggeredRun(
  sql: Sql,
  { scheduleId, dueAt, revision, payload }: RunKey & { revision: number; payload: Payload | undefined },
): Promise<boolean> {
  const rows = await sql.query(
    `INSERT INTO runs (schedule_id, due_at, fire_at, kind, state, revision, available_at, payload)
     VALUES ($1, $2, $2, 'TRIGGERED', 'PLANNED', $3, $2, $4)
     ON CONFLICT (schedule_id, due_at) DO NOTHING RETURNING 1`,
    [scheduleId, dueAt, revision, payload === undefined ? null : JSON.stringify(payload)],
  );
  return rows.length > 0;
}

export function runNotFound(key: RunKey): DomainError {
  return new DomainError("NOT_FOUND", "RUN_NOT_FOUND", `there is no run with the id ${runIdOf(key)}`);
}
