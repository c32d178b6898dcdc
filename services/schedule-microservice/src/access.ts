import { OverviewService } from "@repo/proto/scheduler/v1/overview_service_pb";
import { PlannerService } from "@repo/proto/scheduler/v1/planner_service_pb";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { serviceAccess } from "@repo/runtime/rpc/server";

/** Who may call each method. Editors change only what is theirs or their team's, which the flows check. */
export const ACCESS = [
  serviceAccess(ScheduleService, {
    createSchedule: "EDITOR",
    getSchedule: "VIEWER",
    listSchedules: "VIEWER",
    updateSchedule: "EDITOR",
    deleteSchedule: "EDITOR",
    pauseSchedule: "EDITOR",
    resumeSchedule: "EDITOR",
    triggerSchedule: "EDITOR",
    backfillSchedule: "EDITOR",
    editSchedules: "EDITOR",
    previewDueTimes: "VIEWER",
  }),
  serviceAccess(RunService, {
    getRun: "VIEWER",
    listRuns: "VIEWER",
    listRecentRuns: "VIEWER",
    cancelRun: "EDITOR",
    explainDueTime: "VIEWER",
    watchRuns: "VIEWER",
  }),
  serviceAccess(OverviewService, {
    getOverview: "VIEWER",
    getLoad: "VIEWER",
  }),
  serviceAccess(PlannerService, {
    getPlanStatus: "SERVICE",
    planChunk: "SERVICE",
    applyRetention: "SERVICE",
  }),
];
