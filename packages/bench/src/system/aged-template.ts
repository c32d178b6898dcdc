import { migrateDatabase } from "@repo/db";
import { Client } from "pg";
import { ensurePartitions } from "./ensure-partitions.ts";

const TEMPLATE = "bench_template";
const DAY_MS = 86_400_000;
/** As long as runs are kept by default. */
const DAYS = 30;
const SCHEDULES_IN_HISTORY = 1_000;

/**
 * Makes the database that others are copied from, once: migrated, and as old as an installation gets. History is what
 * tells a statement that finds its partition from one that looks into all of them.
 *
 * @param runsPerDay ended runs of each day
 * @returns its name
 */
export async function ensureAgedTemplate(
  server: Client,
  { urlOf, runsPerDay }: { urlOf: (database: string) => string; runsPerDay: number },
): Promise<string> {
  const { rowCount } = await server.query("SELECT 1 FROM pg_database WHERE datname = $1", [TEMPLATE]);
  if (rowCount !== 0) return TEMPLATE;
  await server.query(`CREATE DATABASE ${TEMPLATE}`);
  await migrateDatabase(urlOf(TEMPLATE));
  const now = Date.now();
  await ensurePartitions(urlOf(TEMPLATE), new Date(now - DAYS * DAY_MS), new Date(now + 2 * DAY_MS));
  const client = new Client({ connectionString: urlOf(TEMPLATE), options: "-c timezone=UTC" });
  await client.connect();
  try {
    // of schedules that are deleted, with their attempts
    await client.query(
      `WITH schedule AS MATERIALIZED (
         SELECT gen_random_uuid() AS id, n FROM generate_series(1, $1) AS n),
       run AS (
         INSERT INTO runs (schedule_id, due_at, fire_at, kind, state, revision, attempt, queued_at, started_at,
                           attempt_started_at, finished_at, worker_id)
         SELECT id, due_at, due_at, 'SCHEDULED', 'SUCCEEDED', 1, 1, due_at, due_at, due_at, due_at, 'worker'
         FROM generate_series(1, $2) AS day, schedule, generate_series(1, $3) AS part,
              LATERAL (SELECT date_trunc('second', now()) - make_interval(days => day, secs => n + part * 3600)
                         AS due_at) AS due
         RETURNING schedule_id, due_at)
       INSERT INTO attempts (schedule_id, due_at, attempt, worker_id, started_at, finished_at, outcome, message, duration)
       SELECT schedule_id, due_at, 1, 'worker', due_at, due_at, 'SUCCEEDED', '', 1 FROM run`,
      [SCHEDULES_IN_HISTORY, DAYS - 1, Math.ceil(runsPerDay / SCHEDULES_IN_HISTORY)],
    );
    await client.query("VACUUM ANALYZE");
  } finally {
    await client.end();
  }
  return TEMPLATE;
}
