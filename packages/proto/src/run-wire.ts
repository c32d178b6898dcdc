import {
  Attempt,
  AttemptOutcome,
  DueTimeExplanation,
  DueTimeVerdict,
  PartialOutput,
  Run,
  RunEvent,
  RunKind,
  RunReason,
  RunState,
} from "@repo/core";
import * as pb from "../gen/scheduler/v1/run_pb.ts";
import {
  ExplainDueTimeResponseSchema,
  DueTimeVerdict as PbDueTimeVerdict,
  RunEventSchema,
} from "../gen/scheduler/v1/run_service_pb.ts";
import { wireDate, wireEnum, wireList, wireMessage, wireMs } from "./wire.ts";

export const RunStateWire = wireEnum(pb.RunState, RunState);
export const RunReasonWire = wireEnum(pb.RunReason, RunReason);
export const RunKindWire = wireEnum(pb.RunKind, RunKind);

const AttemptWire = wireMessage(pb.AttemptSchema, Attempt, {
  startedAt: wireDate,
  finishedAt: wireDate,
  outcome: wireEnum(pb.AttemptOutcome, AttemptOutcome),
  duration: wireMs,
});

export const RunWire = wireMessage(pb.RunSchema, Run, {
  dueAt: wireDate,
  fireAt: wireDate,
  kind: RunKindWire,
  state: RunStateWire,
  reason: RunReasonWire,
  queuedAt: wireDate,
  startedAt: wireDate,
  finishedAt: wireDate,
  availableAt: wireDate,
  attempts: wireList(AttemptWire),
  partialOutput: wireMessage(pb.PartialOutputSchema, PartialOutput, { saidAt: wireDate }),
});

export const RunEventWire = wireMessage(RunEventSchema, RunEvent, {
  state: RunStateWire,
  reason: RunReasonWire,
  occurredAt: wireDate,
  dueAt: wireDate,
  fireAt: wireDate,
});

export const DueTimeExplanationWire = wireMessage(ExplainDueTimeResponseSchema, DueTimeExplanation, {
  verdict: wireEnum(PbDueTimeVerdict, DueTimeVerdict),
  run: RunWire,
  previousDueAt: wireDate,
  nextDueAt: wireDate,
});
