import { z } from "zod";
import { durationSetting, flagSetting, portSetting } from "./config-values.ts";

/** Settings that every process has; put into its own schema with `...ProcessConfig.shape`. */
export const ProcessConfig = z.object({
  /** What is less important is not logged. */
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      error: "must be fatal, error, warn, info, debug, trace or silent",
    })
    .default("info"),
  /** For a person at a terminal instead of JSON. */
  LOG_PRETTY: flagSetting().default(false),
  /** Less than Kubernetes' terminationGracePeriodSeconds, or the end is a SIGKILL. */
  SHUTDOWN_DEADLINE: durationSetting({ min: "1s", max: "15m" }).default(25_000),
  /** Serves /metrics, /healthz and /readyz over HTTP. Not set: not served. */
  METRICS_PORT: portSetting().optional(),
});

/** Settings of a process that is listed while it is alive. */
export const ListedProcessConfig = z.object({
  /** What the process was built from, to tell versions apart during an update. Images set it. */
  SERVICE_VERSION: z.string().max(200).default(""),
});

/** Settings of a process that serves gRPC. */
export const RpcServerConfig = z.object({
  /** The address to serve at; all of them unless one is named. */
  GRPC_HOST: z.string().default("0.0.0.0"),
  /** The port of the gRPC server; 0 for any free one. */
  GRPC_PORT: portSetting().default(50_051),
  /** After this, clients are asked to connect anew, so that they find new replicas; calls under way go on. */
  GRPC_MAX_CONNECTION_AGE: durationSetting({ min: "1s", max: "1d" }).default(60_000),
  /** Whether anybody may ask for the API's description; for development. */
  GRPC_REFLECTION: flagSetting().default(false),
});
