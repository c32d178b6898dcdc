import type { TargetType } from "@repo/core";

/** What kinds of targets are called. */
export const TARGET_LABELS = {
  noop: "Nothing",
  http: "HTTP request",
  kubernetesJob: "Kubernetes Job",
  handler: "Handler",
  command: "Command",
  grpc: "gRPC call",
} satisfies Record<TargetType, string>;
