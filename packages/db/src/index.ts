export * from "./attempt-ends.ts";
export * from "./backfill.ts";
export * from "./buffered-runs.ts";
export * from "./claim-candidates.ts";
export {
  type ClaimedRun,
  type ClaimRequest,
  claimRuns,
  type ExecutableRun,
  type RunPolicies,
} from "./claims.ts";
export * from "./clock-skew.ts";
export * from "./database.ts";
export * from "./horizon.ts";
export * from "./identity/index.ts";
export * from "./installation.ts";
export * from "./leases.ts";
export * from "./load.ts";
export * from "./migrate.ts";
export * from "./outbox.ts";
export { freeStaleSlots } from "./overlap-slots.ts";
export * from "./overview.ts";
export { createPartitions, type Partitions } from "./partitions.ts";
export * from "./planning.ts";
export * from "./processes.ts";
export * from "./retention.ts";
export * from "./run-list.ts";
export {
  findRun,
  getRun,
  insertTriggeredRun,
  type RunRow,
  runNotFound,
  runOf,
} from "./run-store.ts";
export {
  countSchedules,
  listSchedules,
  type SchedulePageQuery,
  type SchedulePosition,
} from "./schedule-list.ts";
export { definitionOf, type ScheduleRow, scheduleOf, timingOf } from "./schedule-row.ts";
export * from "./schedule-selection.ts";
export * from "./schedule-store.ts";
export * from "./skipped-ranges.ts";
export * from "./skips.ts";
export type { Prepared, Sql } from "./sql.ts";
export * from "./unserved-queues.ts";
export * from "./waiting-runs.ts";
