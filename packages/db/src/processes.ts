import type { LiveProcess, RunKey } from "@repo/core";
import type { Prepared, Sql } from "./sql.ts";

/** A process that says that it is alive. */
export interface ProcessLease {
  id: string;
  service: string;
  host: string;
  /** Those whose runs it executes. */
  queues: readonly string[];
  /** What it was built from; empty: not known. */
  version: string;
  /** Attempts that it carries out at once, at most. */
  capacity: number;
  /** Milliseconds; the process must renew before it is over. */
  leaseDuration: number;
}

export async function registerProcess(
  sql: Sql,
  { id, service, host, queues, version, capacity, leaseDuration }: ProcessLease,
): Promise<void> {
  await sql.query(
    `INSERT INTO processes (id, service, host, queues, version, capacity, lease_expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7 / 1000.0))`,
    [id, service, host, queues, version, capacity, leaseDuration],
  );
}

/**
 * An expired lease may be renewed as long as nobody has taken the process for dead: after an outage of Postgres every
 * lease has expired, and yet nobody died.
 *
 * @param clockSkew milliseconds that its clock is ahead of the database's; undefined: not measured yet
 * @returns false when the process was taken for dead: all it held belongs to others by now
 */
export async function renewProcess(
  sql: Sql,
  {
    id,
    leaseDuration,
    clockSkew,
  }: Pick<ProcessLease, "id" | "leaseDuration"> & { clockSkew?: number | undefined },
): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE processes SET renewed_at = now(), lease_expires_at = now() + make_interval(secs => $2 / 1000.0),
            clock_skew = $3
     WHERE id = $1 RETURNING 1`,
    [id, leaseDuration, clockSkew],
  );
  return rows.length > 0;
}

export async function removeProcess(sql: Sql, id: string): Promise<void> {
  await sql.query("DELETE FROM processes WHERE id = $1", [id]);
}

/** Processes that nobody has taken for dead, the longest-lived of each service first; at most so many. */
export async function listProcesses(sql: Sql, limit: number): Promise<LiveProcess[]> {
  const rows = await sql.query<Omit<LiveProcess, "clockSkew"> & { clockSkew: number | null }>(
    `SELECT processes.*,
            (SELECT count(*)::int FROM runs WHERE worker_id = processes.id AND state = 'RUNNING') AS running_count
     FROM processes ORDER BY service, started_at LIMIT $1`,
    [limit],
  );
  return rows.map((row) => ({ ...row, clockSkew: row.clockSkew ?? undefined }));
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

const FIND_CANCEL_REQUESTS: Prepared = {
  name: "find-cancel-requests",
  text: `
    SELECT schedule_id, due_at, attempt, cancel_reason FROM runs
    WHERE worker_id = $1 AND state = 'RUNNING' AND cancel_reason IS NOT NULL`,
};

/** Running attempts of a worker that were asked to stop. */
export async function findCancelRequests(
  sql: Sql,
  workerId: string,
): Promise<(RunKey & { attempt: number; cancelReason: "CANCELLED_BY_REQUEST" | "CANCELLED_BY_OVERLAP" })[]> {
  return sql.query(FIND_CANCEL_REQUESTS, [workerId]);
}
