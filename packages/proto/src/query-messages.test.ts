import { expect, test } from "bun:test";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { DomainError, RunKind, RunReason, RunState, ScheduleQuery, ScheduleState } from "@repo/core";
import { ListRunsRequestSchema } from "../gen/scheduler/v1/run_service_pb.ts";
import { ScheduleState as PbScheduleState } from "../gen/scheduler/v1/schedule_pb.ts";
import { ListSchedulesRequestSchema } from "../gen/scheduler/v1/schedule_service_pb.ts";
import {
  decodeRunQuery,
  decodeScheduleQuery,
  encodeRunQuery,
  encodeScheduleQuery,
} from "./query-messages.ts";

const NOON = new Date("2026-03-29T12:00:00Z");

test("a query of schedules comes back from the wire as it was", () => {
  const query: ScheduleQuery = {
    states: ScheduleState.options,
    tags: ["nightly"],
    nameContains: "%",
    owner: "ann",
    queue: "default",
    targetKinds: ["http", "noop"],
    lastRunStates: ["FAILED", "TIMED_OUT"],
    pageSize: 20,
    pageToken: "x",
    orderBy: "NEXT_DUE",
  };
  const bytes = toBinary(ListSchedulesRequestSchema, encodeScheduleQuery(query));
  expect(decodeScheduleQuery(fromBinary(ListSchedulesRequestSchema, bytes))).toEqual(query);
  expect(decodeScheduleQuery(create(ListSchedulesRequestSchema))).toEqual(
    ScheduleQuery.parse({ pageSize: 0, pageToken: "" }),
  );
});

test("a query of runs comes back from the wire as it was", () => {
  const query = {
    scheduleId: crypto.randomUUID(),
    states: RunState.options,
    kinds: RunKind.options,
    reasons: RunReason.options,
    dueFrom: NOON,
    dueUntil: NOON,
    pageSize: 20,
    pageToken: "x",
    orderBy: "EARLIEST" as const,
  };
  const bytes = toBinary(ListRunsRequestSchema, encodeRunQuery(query));
  expect(decodeRunQuery(fromBinary(ListRunsRequestSchema, bytes))).toEqual(query);
});

test("a query that is refused names the field", () => {
  const states = [PbScheduleState.ACTIVE, PbScheduleState.UNSPECIFIED];
  let refused: unknown;
  try {
    decodeScheduleQuery(create(ListSchedulesRequestSchema, { states, targetKinds: ["http", "fax"] }));
  } catch (error) {
    refused = error;
  }
  expect(refused).toBeInstanceOf(DomainError);
  expect(refused instanceof DomainError && refused.fields.map(({ field }) => field)).toEqual([
    "states.1",
    "targetKinds.1",
  ]);
});
