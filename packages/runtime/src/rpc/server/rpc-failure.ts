import type { StatusObject } from "@grpc/grpc-js";
import { DomainError, type DomainErrorCode, violationsOf } from "@repo/core";
import { ZodError } from "zod";
import { encodeFailureDetails, type FailureDetails, shortened } from "../wire/failure-details.ts";
import { type StatusCode, statusNumberOf } from "../wire/status-code.ts";
import { gotNoConnection } from "./unreachable.ts";

const STATUS_OF_DOMAIN_ERROR = {
  INVALID: "INVALID_ARGUMENT",
  UNAUTHENTICATED: "UNAUTHENTICATED",
  PERMISSION_DENIED: "PERMISSION_DENIED",
  NOT_FOUND: "NOT_FOUND",
  ALREADY_EXISTS: "ALREADY_EXISTS",
  CONFLICT: "ABORTED",
  FAILED_PRECONDITION: "FAILED_PRECONDITION",
  RESOURCE_EXHAUSTED: "RESOURCE_EXHAUSTED",
  UNAVAILABLE: "UNAVAILABLE",
} satisfies Record<DomainErrorCode, StatusCode>;

/** Sent twice, in headers of limited size. */
const MAX_MESSAGE_LENGTH = 500;

/** A call that failed, in the words of gRPC. Everything in it, apart from `cause`, is sent to the caller. */
export class RpcFailure extends Error {
  override readonly name = "RpcFailure";
  readonly code: StatusCode;
  readonly details: FailureDetails;

  constructor(code: StatusCode, message: string, details: FailureDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}

/**
 * What the caller is told about an error. The message of an error that was not written for the caller stays
 * inside, as the `cause`: it may hold SQL, addresses or secrets.
 */
export function toRpcFailure(error: unknown, requestId: string): RpcFailure {
  if (error instanceof RpcFailure) return error;
  if (error instanceof DomainError) {
    const details = { reason: error.reason, fields: error.fields };
    return new RpcFailure(STATUS_OF_DOMAIN_ERROR[error.code], error.message, details, { cause: error });
  }
  if (error instanceof ZodError) {
    const fields = violationsOf(error);
    const message = fields.map(({ field, message }) => `${field || "request"}: ${message}`).join("; ");
    return new RpcFailure(
      "INVALID_ARGUMENT",
      message,
      { reason: "INVALID_ARGUMENT", fields },
      { cause: error },
    );
  }
  if (gotNoConnection(error)) {
    const message = `a server that this service depends on cannot be reached; try again (request ${requestId})`;
    return new RpcFailure("UNAVAILABLE", message, { requestId }, { cause: error });
  }
  return new RpcFailure("INTERNAL", `internal error (request ${requestId})`, { requestId }, { cause: error });
}

/** The status and trailers that grpc-js sends. */
export function statusObjectOf({ code, message, details }: RpcFailure): StatusObject {
  const sent = shortened(message, MAX_MESSAGE_LENGTH);
  return { code: statusNumberOf(code), details: sent, metadata: encodeFailureDetails(code, sent, details) };
}
