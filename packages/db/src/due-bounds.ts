/**
 * The first and the last due time of a batch. Runs are found by joining a batch to them, and from that Postgres cannot
 * tell which days it is about: it would look into every partition there is. These two, as conditions of their own,
 * leave it those of the batch.
 */
export function dueBoundsOf(batch: readonly { dueAt: Date }[]): [from: string, to: string] {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { dueAt } of batch) {
    from = Math.min(from, dueAt.getTime());
    to = Math.max(to, dueAt.getTime());
  }
  return [new Date(from).toISOString(), new Date(to).toISOString()];
}
