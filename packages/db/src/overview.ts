import {
  type FailingSchedule,
  ON_TIME_TOLERANCE_MS,
  type OverviewBucket,
  type QueueDepth,
  type RunFigures,
  type SlowSchedule,
} from "@repo/core";
import { NOT_WITHDRAWN } from "./last-run.ts";
import type { Sql } from "./sql.ts";

/** Runs that are looked at: a window that holds more is cut off at its beginning. */
const MAX_RUNS = 100_000;
const MAX_LISTED = 10;

export interface WindowFigures {
  /** The due time of the first run that was looked at; null when the window was not cut off. */
  cutOffAt: Date | null;
  figures: RunFigures;
  buckets: OverviewBucket[];
  failing: FailingSchedule[];
  slowest: SlowSchedule[];
}

/** Half of the runs, 99 of 100 and all of them started no later; null when none started. */
type WithLateness<Figures> = Omit<Figures, `lateness${string}`> & { lateness: number[] | null };

interface FiguresRow {
  cutOffAt: Date | null;
  figures: WithLateness<RunFigures>;
  buckets: ({ index: number } & WithLateness<Omit<OverviewBucket, "from">>)[];
  failing: FailingSchedule[];
  slowest: SlowSchedule[];
}

/**
 * What became of the runs due in `(from, now]`, by buckets of so many milliseconds too. Reads each run of the window
 * once, the latest first.
 */
export async function readWindowFigures(
  sql: Sql,
  { from, now, bucket }: { from: Date; now: Date; bucket: number },
): Promise<WindowFigures> {
  const [row] = await sql.query<FiguresRow>(
    `WITH latest AS MATERIALIZED (
       SELECT runs.schedule_id, runs.due_at, runs.state, runs.reason,
              (extract(epoch FROM runs.started_at - runs.fire_at) * 1000)::float8 AS lateness,
              (extract(epoch FROM runs.finished_at - runs.started_at) * 1000)::float8 AS duration,
              runs.started_at IS NULL AND runs.fire_at < $2::timestamptz - make_interval(secs => $4 / 1000.0)
                AS overdue
       FROM runs WHERE runs.due_at > $1 AND runs.due_at <= $2 AND ${NOT_WITHDRAWN}
       ORDER BY runs.due_at DESC LIMIT $5),
     figures AS (
       SELECT count(*) FILTER (WHERE state = 'SUCCEEDED') AS "succeededCount",
              count(*) FILTER (WHERE state IN ('FAILED', 'TIMED_OUT')) AS "failedCount",
              count(*) FILTER (WHERE state = 'CANCELLED') AS "cancelledCount",
              count(*) FILTER (WHERE state = 'SKIPPED') AS "skippedCount",
              count(*) FILTER (WHERE reason = 'MISFIRED') AS "missedCount",
              count(*) FILTER (WHERE state IN ('PLANNED', 'QUEUED', 'RUNNING')) AS "activeCount",
              count(*) FILTER (WHERE lateness <= $4) AS "onTimeCount",
              count(*) FILTER (WHERE lateness IS NOT NULL OR reason = 'MISFIRED'
                OR (overdue AND state IN ('PLANNED', 'QUEUED'))) AS "expectedCount",
              $4::float8 AS "onTimeTolerance",
              percentile_disc(ARRAY[0.5, 0.99, 1]) WITHIN GROUP (ORDER BY lateness) AS lateness
       FROM latest),
     buckets AS (
       SELECT floor(extract(epoch FROM due_at - $1) * 1000 / $3)::int AS index,
              count(*) FILTER (WHERE state = 'SUCCEEDED') AS "succeededCount",
              count(*) FILTER (WHERE state IN ('FAILED', 'TIMED_OUT')) AS "failedCount",
              count(*) FILTER (WHERE state = 'SKIPPED') AS "skippedCount",
              percentile_disc(ARRAY[0.5, 0.99]) WITHIN GROUP (ORDER BY lateness) AS lateness
       FROM latest GROUP BY 1),
     by_schedule AS MATERIALIZED (
       SELECT schedule_id, count(*) FILTER (WHERE state IN ('FAILED', 'TIMED_OUT')) AS failed,
              count(*) FILTER (WHERE state NOT IN ('PLANNED', 'QUEUED', 'RUNNING', 'SKIPPED')) AS ended,
              count(duration) AS timed, avg(duration) AS average, max(duration) AS longest
       FROM latest GROUP BY 1),
     failing AS (
       SELECT schedule_id AS "scheduleId", schedules.name, failed AS "failedCount", ended AS "endedCount"
       FROM (SELECT * FROM by_schedule WHERE failed > 0 ORDER BY failed DESC, schedule_id LIMIT $6) AS worst
       JOIN schedules ON schedules.id = schedule_id ORDER BY failed DESC, schedule_id),
     slowest AS (
       SELECT schedule_id AS "scheduleId", schedules.name, timed AS "endedCount", average AS "averageDuration",
              longest AS "maxDuration"
       FROM (SELECT * FROM by_schedule WHERE timed > 0 ORDER BY average DESC, schedule_id LIMIT $6) AS worst
       JOIN schedules ON schedules.id = schedule_id ORDER BY average DESC, schedule_id)
     SELECT (SELECT CASE WHEN count(*) = $5 THEN min(due_at) END FROM latest) AS cut_off_at,
            (SELECT to_json(figures) FROM figures) AS figures,
            (SELECT coalesce(json_agg(buckets), '[]') FROM buckets) AS buckets,
            (SELECT coalesce(json_agg(failing), '[]') FROM failing) AS failing,
            (SELECT coalesce(json_agg(slowest), '[]') FROM slowest) AS slowest`,
    [from, now, bucket, ON_TIME_TOLERANCE_MS, MAX_RUNS, MAX_LISTED],
  );
  if (row === undefined) throw new Error("the statement was expected to return one row");
  return {
    ...row,
    figures: withLateness(row.figures),
    buckets: everyBucket(row, { from: row.cutOffAt ?? from, now, first: from, bucket }),
  };
}

/** The buckets in order, also those without a run. */
function everyBucket(
  { buckets }: FiguresRow,
  { from, now, first, bucket }: { from: Date; now: Date; first: Date; bucket: number },
): OverviewBucket[] {
  const indexOf = (at: Date) => Math.floor((at.getTime() - first.getTime()) / bucket);
  const given = new Map(buckets.map(({ index, ...rest }) => [index, withLateness(rest)]));
  const all: OverviewBucket[] = [];
  for (let index = indexOf(from); index < Math.ceil((now.getTime() - first.getTime()) / bucket); index++) {
    all.push({ ...NO_RUNS, ...given.get(index), from: new Date(first.getTime() + index * bucket) });
  }
  return all;
}

const NO_RUNS = { succeededCount: 0, failedCount: 0, skippedCount: 0 };

function withLateness<Figures extends { lateness: number[] | null }>({ lateness, ...figures }: Figures) {
  const [latenessP50, latenessP99, latenessMax] = lateness ?? [];
  return { ...figures, latenessP50, latenessP99, ...(latenessMax !== undefined && { latenessMax }) };
}

/** The queues that schedules name, by name; at most so many. Jumps from name to name in the index. */
export async function listQueues(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql.query<{ queue: string }>(
    `WITH RECURSIVE names AS (
       (SELECT queue FROM schedules ORDER BY queue LIMIT 1)
       UNION ALL
       SELECT (SELECT queue FROM schedules WHERE queue > names.queue ORDER BY queue LIMIT 1)
       FROM names WHERE names.queue IS NOT NULL)
     SELECT queue FROM names WHERE queue IS NOT NULL LIMIT $1`,
    [limit],
  );
  return rows.map(({ queue }) => queue);
}

/** Runs that are counted of those that wait, and of those that are ahead; more are not told apart. */
const MAX_QUEUE_DEPTH = 100_000;

/** How many runs of each queue could start, are carried out, and are in Redis ahead of their time. */
export async function readQueueDepths(sql: Sql, { now }: { now: Date }): Promise<QueueDepth[]> {
  return sql.query<QueueDepth>(
    `WITH active AS (
       (SELECT schedule_id, 'waiting' AS kind FROM runs
        WHERE state = 'QUEUED' AND available_at <= $1 ORDER BY available_at LIMIT $2)
       UNION ALL
       (SELECT schedule_id, 'delayed' FROM runs
        WHERE state = 'QUEUED' AND available_at > $1 ORDER BY available_at LIMIT $2)
       UNION ALL
       (SELECT schedule_id, 'running' FROM runs WHERE state = 'RUNNING' LIMIT $2))
     SELECT schedules.queue,
            count(*) FILTER (WHERE kind = 'waiting')::int AS "waitingCount",
            count(*) FILTER (WHERE kind = 'running')::int AS "activeCount",
            count(*) FILTER (WHERE kind = 'delayed')::int AS "delayedCount"
     FROM active JOIN schedules ON schedules.id = active.schedule_id
     GROUP BY schedules.queue ORDER BY schedules.queue`,
    [now, MAX_QUEUE_DEPTH],
  );
}

/** Milliseconds that a run which could start has been waiting at most; undefined when none waits. */
export async function readOldestWait(sql: Sql, now: Date): Promise<number | undefined> {
  const [row] = await sql.query<{ availableAt: Date }>(
    `SELECT available_at FROM runs WHERE state = 'QUEUED' AND available_at <= $1
     ORDER BY available_at LIMIT 1`,
    [now],
  );
  return row && now.getTime() - row.availableAt.getTime();
}
