import { nameOf } from "@repo/core";
import type { Logger } from "pino";
import type { StatusCode } from "../wire/status-code.ts";
import { findPrincipal } from "./call-identity.ts";
import type { RpcInterceptor } from "./interceptor.ts";
import { RpcFailure } from "./rpc-failure.ts";

/** Codes that are this side's fault: somebody has to look. */
const SERVER_FAULTS: ReadonlySet<StatusCode> = new Set(["INTERNAL", "UNKNOWN", "DATA_LOSS"]);

/** Asked several times a minute by probes and load balancers. */
const ROUTINE_SERVICES = /^grpc\.(health|reflection)\./;

/** One event per call, when it has ended. An error of this side is logged with its stack. */
export function logCalls(logger: Logger): RpcInterceptor {
  return async (call, next) => {
    const startedAt = performance.now();
    let failure: RpcFailure | undefined;
    try {
      await next();
    } catch (error) {
      failure =
        error instanceof RpcFailure ? error : new RpcFailure("UNKNOWN", String(error), {}, { cause: error });
      throw error;
    } finally {
      const code = failure?.code ?? "OK";
      const principal = findPrincipal(call);
      const event = {
        method: call.method,
        code,
        durationMs: Math.round(performance.now() - startedAt),
        requestId: call.requestId,
        peer: call.peer,
        ...(principal && { actor: nameOf(principal) }),
        ...(failure?.details.reason && { reason: failure.details.reason }),
      };
      if (SERVER_FAULTS.has(code)) logger.error({ ...event, err: failure?.cause }, "rpc failed");
      else if (ROUTINE_SERVICES.test(call.method)) logger.debug(event, "rpc");
      else logger.info(event, "rpc");
    }
  };
}
