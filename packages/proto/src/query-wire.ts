import {
  RecentRun,
  RecentRunsQuery,
  RunOrder,
  RunQuery,
  ScheduleOrder,
  ScheduleQuery,
  ScheduleRuns,
} from "@repo/core";
import {
  ListRecentRunsRequestSchema,
  ListRunsRequestSchema,
  RunOrder as PbRunOrder,
  RecentRunSchema,
  ScheduleRunsSchema,
} from "../gen/scheduler/v1/run_service_pb.ts";
import {
  ListSchedulesRequestSchema,
  ScheduleOrder as PbScheduleOrder,
} from "../gen/scheduler/v1/schedule_service_pb.ts";
import { RunKindWire, RunReasonWire, RunStateWire } from "./run-wire.ts";
import { ScheduleStateWire } from "./schedule-wire.ts";
import { type Wire, wireDate, wireEnum, wireList, wireMessage, wireMs } from "./wire.ts";

/** Words that are texts in the message: which ones there are, the schema knows. */
export const wireWords: Wire<string[], string[]> = { decode: (held) => held, encode: (used) => used };

export const ScheduleQueryWire = wireMessage(ListSchedulesRequestSchema, ScheduleQuery, {
  states: wireList(ScheduleStateWire),
  targetKinds: wireWords,
  lastRunStates: wireList(RunStateWire),
  orderBy: wireEnum(PbScheduleOrder, ScheduleOrder),
});

export const RunQueryWire = wireMessage(ListRunsRequestSchema, RunQuery, {
  states: wireList(RunStateWire),
  kinds: wireList(RunKindWire),
  reasons: wireList(RunReasonWire),
  dueFrom: wireDate,
  dueUntil: wireDate,
  orderBy: wireEnum(PbRunOrder, RunOrder),
});

export const RecentRunsQueryWire = wireMessage(ListRecentRunsRequestSchema, RecentRunsQuery, {});

export const ScheduleRunsWire = wireMessage(ScheduleRunsSchema, ScheduleRuns, {
  runs: wireList(
    wireMessage(RecentRunSchema, RecentRun, {
      dueAt: wireDate,
      kind: RunKindWire,
      state: RunStateWire,
      reason: RunReasonWire,
      lateness: wireMs,
    }),
  ),
});
