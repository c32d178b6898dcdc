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
  const [row] = await database.query<RunRow & { attempts: AttemptJson[] }>(SELECT_RUN_WITH_ATTEMPTS, [
    scheduleId,
    dueAt,
  ]);
  return row && runOf(row, row.attempts.map(attemptOf));
}

// one statement: read one after the other, a run that just ends would have ended without its last attempt
const SELECT_RUN_WITH_ATTEMPTS = `
  SELECT runs.*, schedules.name AS schedule_name, (
    SELECT coalesce(jsonb_agg(attempts ORDER BY attempt), '[]') FROM (
      SELECT attempt, worker_id AS "workerId", started_at AS "startedAt", finished_at AS "finishedAt", outcome,
             message, output, duration
      FROM attempts WHERE schedule_id = $1 AND due_at = $2) AS attempts) AS attempts
  FROM runs JOIN schedules ON schedules.id = runs.schedule_id
  WHERE runs.schedule_id = $1 AND runs.due_at = $2`;

type AttemptJson = Omit<AttemptRow, keyof RunKey | "startedAt" | "finishedAt"> & {
  startedAt: string;
  finishedAt: string;
};

function attemptOf({ startedAt, finishedAt, output, ...attempt }: AttemptJson): Attempt {
  return {
    ...attempt,
    startedAt: new Date(startedAt),
    finishedAt: new Date(finishedAt),
    output: (output ?? undefined) as Attempt["output"],
  };
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
