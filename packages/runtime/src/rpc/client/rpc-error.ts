import { Metadata } from "@grpc/grpc-js";
import { decodeFailureDetails } from "../wire/failure-details.ts";
import { type StatusCode, statusCodeOf } from "../wire/status-code.ts";

/** A call that failed, as the client of it knows. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  /** Such as `NOT_FOUND`. */
  readonly code: StatusCode;
  /** Such as `scheduler.v1.RunService/GetRun`. */
  readonly method: string;
  /** The server's stable word for what went wrong, when it has one. */
  readonly reason: string | undefined;
  /** The request fields that were refused. */
  readonly fields: readonly { field: string; message: string }[];
  /** Finds the call in the server's log. */
  readonly requestId: string | undefined;

  constructor(method: string, code: StatusCode, message: string, metadata: Metadata = new Metadata()) {
    super(message);
    const details = decodeFailureDetails(metadata);
    this.method = method;
    this.code = code;
    this.reason = details.reason;
    this.fields = details.fields ?? [];
    this.requestId = details.requestId;
  }
}

/** The error of a grpc-js call. Any other error is not about the call and comes back as it is. */
export function toRpcError(method: string, error: unknown): unknown {
  if (!isServiceError(error)) return error;
  return new RpcError(method, statusCodeOf(error.code), error.details, error.metadata);
}

interface ServiceFailure {
  code: number;
  details: string;
  metadata: Metadata;
}

function isServiceError(error: unknown): error is Error & ServiceFailure {
  return error instanceof Error && "metadata" in error && error.metadata instanceof Metadata;
}
