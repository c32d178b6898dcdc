import type { BulkEditResult, DomainError, EditFailure } from "@repo/core";

const MAX_FAILURES_SHOWN = 50;

type Counts = Pick<BulkEditResult, "changedCount" | "unchangedCount" | "notAllowedCount" | "failedCount">;

/** Counts what became of the schedules of a bulk edit. */
export interface Tally {
  count: (changed: boolean) => void;
  refuse: (schedule: { id: string; name: string }, error: DomainError) => void;
  result(): Counts & { failures: EditFailure[] };
}

export function createTally(): Tally {
  const counts: Counts = { changedCount: 0, unchangedCount: 0, notAllowedCount: 0, failedCount: 0 };
  const failures: EditFailure[] = [];
  return {
    count(changed) {
      counts[changed ? "changedCount" : "unchangedCount"] += 1;
    },
    refuse({ id, name }, { code, reason, message }) {
      counts[code === "PERMISSION_DENIED" ? "notAllowedCount" : "failedCount"] += 1;
      if (failures.length < MAX_FAILURES_SHOWN) failures.push({ scheduleId: id, name, reason, message });
    },
    result: () => ({ ...counts, failures }),
  };
}
