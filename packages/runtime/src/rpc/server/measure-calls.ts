import { Histogram, type Registry } from "prom-client";
import type { StatusCode } from "../wire/status-code.ts";
import type { RpcInterceptor } from "./interceptor.ts";
import { RpcFailure } from "./rpc-failure.ts";

/** The duration of every call; `kind` keeps streams, which last for minutes, apart from the rest. */
export function measureCalls(registry: Registry): RpcInterceptor {
  const duration = new Histogram({
    name: "rpc_server_duration_seconds",
    help: "Time from the arrival of a call to its end, by method, kind and gRPC status",
    labelNames: ["method", "kind", "code"] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return async (call, next) => {
    const observe = duration.startTimer({ method: call.method, kind: call.kind });
    let code: StatusCode = "OK";
    try {
      await next();
    } catch (error) {
      code = error instanceof RpcFailure ? error.code : "UNKNOWN";
      throw error;
    } finally {
      observe({ code });
    }
  };
}
