import { RecentRunsQuery, RunQuery, ScheduleQuery, ScheduleRuns } from "@repo/core";
import type * as pb from "../gen/scheduler/v1/run_service_pb.ts";
import type { ListSchedulesRequest } from "../gen/scheduler/v1/schedule_service_pb.ts";
import { acceptAnswer, acceptInput } from "./accept.ts";
import { RecentRunsQueryWire, RunQueryWire, ScheduleQueryWire, ScheduleRunsWire } from "./query-wire.ts";

/** @throws DomainError INVALID with fields such as `tags.0` */
export function decodeScheduleQuery(message: ListSchedulesRequest): ScheduleQuery {
  return acceptInput(ScheduleQuery, ScheduleQueryWire.decode(message));
}

export function encodeScheduleQuery(query: Partial<ScheduleQuery>): ListSchedulesRequest {
  return ScheduleQueryWire.encode(query);
}

/** @throws DomainError INVALID with fields such as `states.0` */
export function decodeRunQuery(message: pb.ListRunsRequest): RunQuery {
  return acceptInput(RunQuery, RunQueryWire.decode(message));
}

export function encodeRunQuery(query: Partial<RunQuery>): pb.ListRunsRequest {
  return RunQueryWire.encode(query);
}

/** @throws DomainError INVALID with fields such as `scheduleIds.0` */
export function decodeRecentRunsQuery(message: pb.ListRecentRunsRequest): RecentRunsQuery {
  return acceptInput(RecentRunsQuery, RecentRunsQueryWire.decode(message));
}

export function encodeScheduleRuns(runs: ScheduleRuns): pb.ScheduleRuns {
  return ScheduleRunsWire.encode(runs);
}

/** @throws Error when this version does not understand the server's answer */
export function decodeScheduleRuns(message: pb.ScheduleRuns): ScheduleRuns {
  return acceptAnswer(ScheduleRuns, ScheduleRunsWire.decode(message), "recent runs");
}
