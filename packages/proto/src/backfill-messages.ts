import { Backfill, BackfillResult } from "@repo/core";
import type { z } from "zod";
import {
  type BackfillScheduleRequest,
  BackfillScheduleRequestSchema,
  type BackfillScheduleResponse,
  BackfillScheduleResponseSchema,
} from "../gen/scheduler/v1/schedule_service_pb.ts";
import { acceptAnswer, acceptInput } from "./accept.ts";
import { wireDate, wireMessage } from "./wire.ts";

const BackfillWire = wireMessage(BackfillScheduleRequestSchema, Backfill, {
  from: wireDate,
  until: wireDate,
});
const BackfillResultWire = wireMessage(BackfillScheduleResponseSchema, BackfillResult, {
  nextFrom: wireDate,
});

/** @throws DomainError INVALID with fields such as `until` */
export function decodeBackfill(message: BackfillScheduleRequest): Backfill {
  return acceptInput(Backfill, BackfillWire.decode(message));
}

export function encodeBackfill(backfill: z.input<typeof Backfill>): BackfillScheduleRequest {
  return BackfillWire.encode(backfill);
}

export function encodeBackfillResult(result: BackfillResult): BackfillScheduleResponse {
  return BackfillResultWire.encode(result);
}

/** @throws Error when this version does not understand the server's answer */
export function decodeBackfillResult(message: BackfillScheduleResponse): BackfillResult {
  return acceptAnswer(BackfillResult, BackfillResultWire.decode(message), "result");
}
