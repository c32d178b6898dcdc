import { randomUUID } from "node:crypto";
import type { Metadata } from "@grpc/grpc-js";
import { RpcFailure } from "./rpc-failure.ts";

const REQUEST_ID_KEY = "x-request-id";
const ACCEPTED_REQUEST_ID = /^[\w.-]{1,64}$/;

/** A call as its handler and the interceptors see it. */
export interface RpcCall {
  /** Such as `scheduler.v1.RunService/GetRun`. */
  readonly method: string;
  readonly kind: "unary" | "server_streaming" | "bidi_streaming";
  /** What the caller sent beside the request, authorization for example. */
  readonly metadata: Metadata;
  /** Address of the caller. */
  readonly peer: string;
  /** The caller's `x-request-id` when it is a sane one, otherwise a new UUID. */
  readonly requestId: string;
  /** When the caller stops waiting. */
  readonly deadlineAt: Date | undefined;
  /** Aborted when nobody waits for the answer any more; its reason is an `RpcFailure`. */
  readonly signal: AbortSignal;
  /** Ends the call from this side, whatever the handler is doing. Without effect on a call that has ended. */
  abort(failure: Error): void;
}

/** The part of a grpc-js server call that an `RpcCall` is made of. */
export interface CallSource {
  metadata: Metadata;
  getPeer(): string;
  getDeadline(): Date | number;
  on(event: "cancelled", listener: () => void): unknown;
}

/** Wraps a call that grpc-js has just handed over. */
export function createRpcCall(method: string, kind: RpcCall["kind"], source: CallSource): RpcCall {
  const controller = new AbortController();
  const deadline = new Date(source.getDeadline());
  const deadlineAt = Number.isNaN(deadline.getTime()) ? undefined : deadline;
  source.on("cancelled", () => {
    const expired = deadlineAt !== undefined && deadlineAt.getTime() <= Date.now();
    controller.abort(
      expired
        ? new RpcFailure("DEADLINE_EXCEEDED", "the deadline of the call has passed")
        : new RpcFailure("CANCELLED", "the caller has cancelled the call"),
    );
  });
  return {
    method,
    kind,
    metadata: source.metadata,
    peer: source.getPeer(),
    requestId: requestIdOf(source.metadata),
    deadlineAt,
    signal: controller.signal,
    abort: (failure) => controller.abort(failure),
  };
}

function requestIdOf(metadata: Metadata): string {
  const [given] = metadata.get(REQUEST_ID_KEY);
  return typeof given === "string" && ACCEPTED_REQUEST_ID.test(given) ? given : randomUUID();
}
