import type { LiveProcess, RunKey } from "@repo/core";
import type { Sql } from "./sql.ts";

/** A process that says that it is alive. */
export interface ProcessLease {
  id: string;
  service: string;
  host: string;
  /** Those whose runs it executes. */
  queues: readonly string[];
  /** Milliseconds; the process must renew before it is over. */
  leaseDuration: number;
}

export async function registerProcess(
  sql: Sql,
  { id, service, host, queues, leaseDuration }: ProcessLease,
): Promise<void> {
  await sql.query(
    `INSERT INTO processes (id, service, host, queues, lease_expires_at)
     VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5 / 1000.0))`,
    [id, service, host, queues, leaseDuration],
  );
}

/**
 * An expired lease may be renewed as long as nobody has taken the process for dead: after an outage of Postgres every
 * lease has expired, and yet nobody died.
 *
 * @returns false when the process was taken for dead: all it held belongs to others by now
 */
export async function renewProcess(
  sql: Sql,
  { id, leaseDuration }: Pick<ProcessLease, "id" | "leaseDuration">,
): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE processes SET renewed_at = now(), lease_expires_at = now() + make_interval(secs => $2 / 1000.0)
     WHERE id = $1 RETURNING 1`,
    [id, leaseDuration],
  );
  return rows.length > 0;
}

export async function removeProcess(sql: Sql, id: string): Promise<void> {
  await sql.query("DELETE FROM processes WHERE id = $1", [id]);
}

/** Processes that nobody has taken for dead, the longest-lived of each service first; at most so many. */
export async function listProcesses(sql: Sql, limit: number): Promise<LiveProcess[]> {
  return sql.query(
    `SELECT processes.*,
            (SELECT count(*)::int FROM runs WHERE worker_id = processes.id AND state = 'RUNNING') AS running_count
     FROM processes ORDER BY service, started_at LIMIT $1`,
    [limit],
  );
}

/** Processes whose lease has expired. */
export async function findExpiredProcesses(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ id: string }>("SELECT id FROM processes WHERE lease_expires_at < now()");
  return rows.map((row) => row.id);
}

/** Takes processes for dead, unless they have renewed meanwhile. From then on they can claim and renew nothing. */
export async function buryProcesses(sql: Sql, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await sql.query<{ id: string }>(
    "DELETE FROM processes WHERE id = ANY($1) AND lease_expires_at < now() RETURNING id",
    [ids],
  );
  return rows.map((row) => row.id);
}

/** Running attempts of a worker that were asked to stop. */
export async function findCancelRequests(
  sql: Sql,
  workerId: string,
): Promise<(RunKey & { attempt: number; cancelReason: "CANCELLED_BY_REQUEST" | "CANCELLED_BY_OVERLAP" })[]> {
  return sql.query(
    `SELECT schedule_id, due_at, attempt, cancel_reason FROM runs
     WHERE worker_id = $1 AND state = 'RUNNING' AND cancel_reason IS NOT NULL`,
    [workerId],
  );
}
