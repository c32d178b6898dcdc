import { type DueTimePreview, previewDueTimes, type Run, type Schedule } from "@repo/core";

/** A due time that is still to come. */
export interface UpcomingDueTime extends DueTimePreview {
  /** Of the run that is planned for it already. */
  runId: string | undefined;
}

/**
 * The coming due times of a schedule, each with the run that is planned for it; of a paused one those that would be due
 * if it were resumed now.
 *
 * @param planned runs that are still to come
 */
export function upcomingOf(
  { id, definition, plannedCount, state }: Pick<Schedule, "id" | "definition" | "plannedCount" | "state">,
  planned: readonly Pick<Run, "id" | "dueAt" | "kind">[],
  { now, count }: { now: Date; count: number },
): UpcomingDueTime[] {
  if (state === "COMPLETED" || state === "DELETED") return [];
  const bySpec = planned.filter(({ kind }) => kind === "SCHEDULED");
  const runIds = new Map(bySpec.map((run) => [run.dueAt.getTime(), run.id]));
  const { maxRuns } = definition;
  const remaining = maxRuns === undefined ? undefined : maxRuns - plannedCount + bySpec.length;
  return previewDueTimes(definition, { from: now, count, scheduleId: id, remaining }).map((preview) => ({
    ...preview,
    runId: runIds.get(preview.dueAt.getTime()),
  }));
}
