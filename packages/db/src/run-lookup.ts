/**
 * A step of a statement over many runs: looks up the run of each row of `batch` by its key, and nothing else. Postgres
 * would rather read all runs that are due between the first and the last of the batch, because to a plan made while
 * the day has hardly begun that is as cheap; when thousands are due at one instant, it is thousands for each batch. So
 * the lookup is fenced off (`OFFSET 0`), and the key is asked for once more outside of the fence, which makes Postgres
 * expect few runs and go from them to their rows rather than the other way round. `runs_place` and `runs_table` say where the row is, so that it need not be
 * looked up again to be written; see {@link atItsPlace}.
 *
 * @param batch has `schedule_id` and `due_at`; in the order of the key if rows are locked
 * @param bounds parameters with the first and the last due time, as in {@link dueBoundsOf}
 * @param conditions which runs count; they are checked again on what a lock was waited for. One state is asked for as
 *   text: there are indexes of the runs in one state, which are not to be taken for a shorter way
 */
export function lookUpRuns(
  batch: string,
  bounds: readonly [from: string, to: string],
  { conditions = "true", lock = false }: { conditions?: string; lock?: boolean } = {},
): string {
  return `JOIN LATERAL (
    SELECT runs.*, runs.ctid AS runs_place, runs.tableoid AS runs_table FROM runs
    WHERE runs.schedule_id = ${batch}.schedule_id AND runs.due_at = ${batch}.due_at
      AND runs.due_at BETWEEN ${bounds[0]} AND ${bounds[1]} AND ${conditions}
    OFFSET 0 ${lock ? "FOR NO KEY UPDATE" : ""}) AS runs
    ON runs.schedule_id = ${batch}.schedule_id AND runs.due_at = ${batch}.due_at`;
}

/**
 * Finds a row to write where the lookup of the same statement has seen it. One that others wrote in between has moved
 * and is left alone: the caller has to look again.
 */
export function atItsPlace(step: string, bounds: readonly [from: string, to: string]): string {
  return `runs.tableoid = ${step}.runs_table AND runs.ctid = ${step}.runs_place
    AND runs.due_at BETWEEN ${bounds[0]} AND ${bounds[1]}`;
}
