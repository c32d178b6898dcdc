import { BulkEdit, BulkEditResult } from "@repo/core";
import type { z } from "zod";
import type { EditSchedulesRequest, EditSchedulesResponse } from "../gen/scheduler/v1/schedule_service_pb.ts";
import { acceptAnswer, acceptInput } from "./accept.ts";
import { BulkEditResultWire, BulkEditWire } from "./bulk-edit-wire.ts";

/** @throws DomainError INVALID with fields such as `selection.ids.0` and `action.tags` */
export function decodeBulkEdit(message: EditSchedulesRequest): BulkEdit {
  return acceptInput(BulkEdit, BulkEditWire.decode(message));
}

export function encodeBulkEdit(edit: z.input<typeof BulkEdit>): EditSchedulesRequest {
  return BulkEditWire.encode(edit);
}

export function encodeBulkEditResult(result: BulkEditResult): EditSchedulesResponse {
  return BulkEditResultWire.encode(result);
}

/** @throws Error when this version does not understand the server's answer */
export function decodeBulkEditResult(message: EditSchedulesResponse): BulkEditResult {
  return acceptAnswer(BulkEditResult, BulkEditResultWire.decode(message), "result");
}
