import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { anyPack, anyUnpack } from "@bufbuild/protobuf/wkt";
import { Metadata } from "@grpc/grpc-js";
import {
  BadRequestSchema,
  ErrorInfoSchema,
  RequestInfoSchema,
} from "@repo/proto/google/rpc/error_details_pb";
import { StatusSchema } from "@repo/proto/google/rpc/status_pb";
import { type StatusCode, statusNumberOf } from "./status-code.ts";

const DETAILS_KEY = "grpc-status-details-bin";
const ERROR_DOMAIN = "scheduler";

/** All of it travels in one header block, which many clients limit to 8 KiB. */
const MAX_FIELDS = 25;
const MAX_FIELD_LENGTH = 150;

/** What a failed call says beside its status. */
export interface FailureDetails {
  /** A stable UPPER_SNAKE word for programs. */
  reason?: string | undefined;
  /** The request fields that were refused. */
  fields?: readonly { field: string; message: string }[] | undefined;
  /** Finds the call in the server's log. */
  requestId?: string | undefined;
}

/** Packs the details as `google.rpc.Status` into the trailers, where every gRPC client library looks for them. */
export function encodeFailureDetails(code: StatusCode, message: string, details: FailureDetails): Metadata {
  const { reason, fields = [], requestId } = details;
  const packed = [];
  if (fields.length > 0) {
    const fieldViolations = fields.slice(0, MAX_FIELDS).map(({ field, message }) => ({
      field: shortened(field, MAX_FIELD_LENGTH),
      description: shortened(message, MAX_FIELD_LENGTH),
    }));
    packed.push(anyPack(BadRequestSchema, create(BadRequestSchema, { fieldViolations })));
  }
  if (reason) {
    packed.push(anyPack(ErrorInfoSchema, create(ErrorInfoSchema, { reason, domain: ERROR_DOMAIN })));
  }
  if (requestId) packed.push(anyPack(RequestInfoSchema, create(RequestInfoSchema, { requestId })));

  const metadata = new Metadata();
  if (packed.length > 0) {
    const status = create(StatusSchema, { code: statusNumberOf(code), message, details: packed });
    metadata.set(DETAILS_KEY, Buffer.from(toBinary(StatusSchema, status)));
  }
  return metadata;
}

/** The details of a failed call; empty when the server sent none, or none that can be read. */
export function decodeFailureDetails(metadata: Metadata): FailureDetails {
  const [packed] = metadata.get(DETAILS_KEY);
  if (!(packed instanceof Uint8Array)) return {};
  const details: FailureDetails = {};
  try {
    for (const any of fromBinary(StatusSchema, packed).details) {
      const violations = anyUnpack(any, BadRequestSchema)?.fieldViolations;
      if (violations) details.fields = violations.map((v) => ({ field: v.field, message: v.description }));
      details.reason ??= anyUnpack(any, ErrorInfoSchema)?.reason;
      details.requestId ??= anyUnpack(any, RequestInfoSchema)?.requestId;
    }
  } catch {
    // a peer that packs them wrongly still has told the status, which must not get lost
  }
  return details;
}

/** The text, or its beginning when it is longer than `maxLength`. */
export function shortened(text: string, maxLength: number): string {
  // a character of two parts may have been cut in half, which no header can carry
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1).toWellFormed()}…`;
}
