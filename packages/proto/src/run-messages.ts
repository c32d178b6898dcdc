import { DueTimeExplanation, Run, RunEvent, RunState } from "@repo/core";
import { z } from "zod";
import type * as pb from "../gen/scheduler/v1/run_pb.ts";
import type {
  ExplainDueTimeResponse,
  RunEvent as RunEventMessage,
} from "../gen/scheduler/v1/run_service_pb.ts";
import { acceptAnswer, acceptInput } from "./accept.ts";
import { DueTimeExplanationWire, RunEventWire, RunStateWire, RunWire } from "./run-wire.ts";
import { wireList } from "./wire.ts";

export function encodeRun(run: Run): pb.Run {
  return RunWire.encode(run);
}

/** @throws Error when this version does not understand the server's answer */
export function decodeRun(message: pb.Run | undefined): Run {
  return acceptAnswer(Run, message && RunWire.decode(message), "run");
}

export function encodeRunEvent(event: RunEvent): RunEventMessage {
  return RunEventWire.encode(event);
}

/** @throws Error when this version does not understand the server's answer */
export function decodeRunEvent(message: RunEventMessage | undefined): RunEvent {
  return acceptAnswer(RunEvent, message && RunEventWire.decode(message), "run event");
}

/** @throws DomainError INVALID with fields such as `states.0` */
export function decodeRunStates(states: pb.RunState[]): RunState[] {
  return acceptInput(z.array(RunState), wireList(RunStateWire).decode(states), "states");
}

export function encodeRunStates(states: RunState[]): pb.RunState[] {
  return wireList(RunStateWire).encode(states);
}

export function encodeDueTimeExplanation(explanation: DueTimeExplanation): ExplainDueTimeResponse {
  return DueTimeExplanationWire.encode(explanation);
}

/** @throws Error when this version does not understand the server's answer */
export function decodeDueTimeExplanation(message: ExplainDueTimeResponse): DueTimeExplanation {
  return acceptAnswer(DueTimeExplanation, DueTimeExplanationWire.decode(message), "explanation");
}
