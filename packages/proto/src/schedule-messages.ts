import type { JsonObject } from "@bufbuild/protobuf";
import { Payload, Schedule, ScheduleDefinition, type ScheduleDefinitionInput, Timing } from "@repo/core";
import type * as pb from "../gen/scheduler/v1/schedule_pb.ts";
import { acceptAnswer, acceptInput } from "./accept.ts";
import { ScheduleDefinitionWire, ScheduleWire } from "./schedule-wire.ts";

/**
 * A definition that a caller sent, checked, its defaults filled in.
 * @throws DomainError INVALID; the fields are paths in the definition, such as `spec.expression`
 */
export function decodeDefinition(message: pb.ScheduleDefinition | undefined): ScheduleDefinition {
  if (message === undefined) return acceptInput(ScheduleDefinition, undefined, "definition");
  return acceptInput(ScheduleDefinition, ScheduleDefinitionWire.decode(message));
}

/**
 * Only what decides when a definition is due; everything else may be missing or wrong.
 * @throws DomainError INVALID; the fields are paths in the definition
 */
export function decodeTiming(message: pb.ScheduleDefinition | undefined): Timing {
  if (message === undefined) return acceptInput(Timing, undefined, "definition");
  return acceptInput(Timing, ScheduleDefinitionWire.decode(message));
}

/** A definition as written, or any part of it. */
export function encodeDefinition(definition: Partial<ScheduleDefinitionInput>): pb.ScheduleDefinition {
  return ScheduleDefinitionWire.encode(definition);
}

export function encodeSchedule(schedule: Schedule): pb.Schedule {
  return ScheduleWire.encode(schedule);
}

/** @throws Error when this version does not understand the server's answer */
export function decodeSchedule(message: pb.Schedule | undefined): Schedule {
  return acceptAnswer(Schedule, message && ScheduleWire.decode(message), "schedule");
}

/**
 * The payload of a trigger. Absent: the schedule's.
 * @throws DomainError INVALID with field `payload`
 */
export function decodePayload(payload: JsonObject | undefined): Payload | undefined {
  return acceptInput(Payload.optional(), payload, "payload");
}
