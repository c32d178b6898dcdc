import type { Prepared, Sql } from "./sql.ts";

/** Runs of a queue that wait although their time has come, because no worker serves the queue. */
export interface UnservedQueue {
  queue: string;
  runs: number;
  oldestAvailableAt: Date;
}

const FIND_UNSERVED_QUEUES: Prepared = {
  name: "find-unserved-queues",
  text: `
    SELECT queue, count(*)::int AS runs, min(available_at) AS oldest_available_at
    FROM (
      SELECT schedules.queue, runs.available_at
      FROM runs JOIN schedules ON schedules.id = runs.schedule_id
      WHERE runs.state = 'QUEUED' AND runs.available_at < now() - make_interval(secs => $1 / 1000.0)
        AND NOT EXISTS (SELECT 1 FROM processes WHERE schedules.queue = ANY(processes.queues))
      ORDER BY runs.available_at LIMIT $2) AS unserved
    GROUP BY queue ORDER BY queue`,
};

/**
 * Queues of which runs have been waiting for more than `overdueMs` and which no living worker serves.
 *
 * @param limit runs are counted up to this many in all, the oldest
 */
export async function findUnservedQueues(
  sql: Sql,
  { overdueMs, limit }: { overdueMs: number; limit: number },
): Promise<UnservedQueue[]> {
  return sql.query<UnservedQueue>(FIND_UNSERVED_QUEUES, [overdueMs, limit]);
}
