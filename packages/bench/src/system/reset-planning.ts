import { EPOCH_KEY } from "@repo/queue";
import type { FreshStores } from "./fresh-stores.ts";

/**
 * Takes back what was planned, so that the same can be planned again: no runs, no jobs, the cursors where they were.
 *
 * @param firstDueAt the first due time of each schedule that was planned
 */
export async function resetPlanning(
  { sql, redis }: FreshStores,
  firstDueAt: ReadonlyMap<string, Date>,
): Promise<void> {
  await sql.query("TRUNCATE runs");
  await sql.query(
    `UPDATE schedule_cursors SET next_due_at = first.due_at, planned_count = 0
     FROM unnest($1::uuid[], $2::timestamptz[]) AS first(id, due_at) WHERE schedule_id = first.id`,
    [[...firstDueAt.keys()], [...firstDueAt.values()].map((dueAt) => dueAt.toISOString())],
  );
  await sql.query("VACUUM ANALYZE schedule_cursors, runs");
  await emptyQueues({ redis });
}

/** Removes all jobs. The mark of the epoch stays: the replicas are not to believe that Redis has lost its data. */
export async function emptyQueues({ redis }: Pick<FreshStores, "redis">): Promise<void> {
  const marks = await redis.keys(`${EPOCH_KEY}*`);
  const values = await Promise.all(marks.map((key) => redis.get(key)));
  await redis.flushdb();
  for (const [i, key] of marks.entries()) await redis.set(key, values[i] ?? "");
}
