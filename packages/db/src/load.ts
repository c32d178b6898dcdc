import { type LoadBucket, SHARD_COUNT, type Timing } from "@repo/core";
import { NOT_WITHDRAWN } from "./last-run.ts";
import type { PlannableRow } from "./planning.ts";
import { TIMING_COLUMNS } from "./schedule-row.ts";
import type { Sql } from "./sql.ts";

/** Runs that are looked at: of a range that holds more, a sample is. */
const MAX_RUNS = 300_000;
/** What a run takes on disk. A share that is a little off makes a sample larger or smaller, not wrong. */
const BYTES_PER_RUN = 160;
const BYTES_PER_CURSOR = 60;

export interface LoadRange {
  from: Date;
  until: Date;
  /** Milliseconds. */
  bucket: number;
}

/** The stored runs of a bucket; `index` counts the buckets from the begin of the range. */
export type StoredLoad = { index: number } & Omit<LoadBucket, "from" | "expectedCount">;

/**
 * Counts the stored runs of a range by bucket and outcome.
 *
 * @returns the counts, scaled up, and the share of the runs that was looked at
 */
export async function countStoredLoad(
  sql: Sql,
  { from, until, bucket }: LoadRange,
): Promise<{ share: number; buckets: StoredLoad[] }> {
  const share = Math.min(1, MAX_RUNS / Math.max(1, await estimateRuns(sql, { from, until })));
  // whole pages of the table are left out, so that what is not counted is not read
  const sample = share === 1 ? "" : "TABLESAMPLE SYSTEM ($4)";
  const rows = await sql.query<StoredLoad>(
    `SELECT floor(extract(epoch FROM runs.due_at - $1) * 1000 / $3)::int AS index,
            count(*) FILTER (WHERE state = 'SUCCEEDED')::float8 AS succeeded_count,
            count(*) FILTER (WHERE state IN ('FAILED', 'TIMED_OUT'))::float8 AS failed_count,
            count(*) FILTER (WHERE state = 'CANCELLED')::float8 AS cancelled_count,
            count(*) FILTER (WHERE state = 'SKIPPED')::float8 AS skipped_count,
            count(*) FILTER (WHERE state IN ('PLANNED', 'QUEUED', 'RUNNING'))::float8 AS active_count
     FROM runs ${sample}
     WHERE runs.due_at >= $1 AND runs.due_at < $2 AND ${NOT_WITHDRAWN} GROUP BY 1`,
    share === 1 ? [from, until, bucket] : [from, until, bucket, share * 100],
  );
  const scaled = (count: number) => Math.round(count / share);
  const buckets = rows.map((row) => ({
    index: row.index,
    succeededCount: scaled(row.succeededCount),
    failedCount: scaled(row.failedCount),
    cancelledCount: scaled(row.cancelledCount),
    skippedCount: scaled(row.skippedCount),
    activeCount: scaled(row.activeCount),
  }));
  return { share, buckets };
}

/** About how many runs the days of a range hold, by the size of their partitions. */
async function estimateRuns(sql: Sql, { from, until }: Omit<LoadRange, "bucket">): Promise<number> {
  const [row] = await sql.query<{ bytes: number }>(
    `SELECT coalesce(sum(pg_relation_size(oid)), 0)::float8 AS bytes FROM pg_class
     WHERE relnamespace = 'partitions'::regnamespace AND relkind = 'r' AND relname BETWEEN $1 AND $2`,
    [partitionOf(from), partitionOf(new Date(until.getTime() - 1))],
  );
  return (row?.bytes ?? 0) / BYTES_PER_RUN;
}

function partitionOf(instant: Date): string {
  return `runs_${instant.toISOString().slice(0, 10).replaceAll("-", "")}`;
}

/** What a forecast needs to know of a schedule. */
export type ForecastableRow = Pick<PlannableRow, keyof Timing | "id"> & { nextDueAt: Date };

/**
 * The active schedules that are due before an instant, or those of some shards when there are many: a shard is a hash
 * of the id, so that a few shards are a fair sample of all.
 *
 * @returns the schedules, and the share of the shards they are from
 */
export async function readForecastSample(
  sql: Sql,
  { until, limit }: { until: Date; limit: number },
): Promise<{ share: number; rows: ForecastableRow[] }> {
  const [size] = await sql.query<{ bytes: number }>(
    "SELECT pg_relation_size('schedule_cursors')::float8 AS bytes",
  );
  const count = Math.max(1, (size?.bytes ?? 0) / BYTES_PER_CURSOR);
  const shards = Math.max(1, Math.min(SHARD_COUNT, Math.floor((SHARD_COUNT * limit) / count)));
  const rows = await sql.query<ForecastableRow>(
    `SELECT ${TIMING_COLUMNS.map((column) => `schedules.${column}`).join(", ")}, schedules.id,
            schedule_cursors.next_due_at
     FROM schedule_cursors JOIN schedules ON schedules.id = schedule_cursors.schedule_id
     WHERE schedule_cursors.shard < $1 AND schedule_cursors.next_due_at < $2 LIMIT $3`,
    [shards, until, limit * 4],
  );
  return { share: shards / SHARD_COUNT, rows };
}
