import type { ScheduleDefinitionInput } from "@repo/core";
import type { PlannerService } from "@repo/proto/scheduler/v1/planner_service_pb";
import type { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import type { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import type { RpcClient } from "@repo/runtime/rpc/client";
import type { Kubectl } from "./lab/kubectl.ts";

export const NAMESPACE = "distributed-scheduler";
/** Where the headless Services say that the replicas are. */
export const SCHEDULE_SERVICE = `dns:///schedule-microservice.${NAMESPACE}.svc.cluster.local:50051`;
export const USER_SERVICE = `dns:///user-microservice.${NAMESPACE}.svc.cluster.local:50051`;
export const TARGET = "http://target.targets.svc.cluster.local";
/** Of a busy machine; what waits tells what for. */
export const PATIENCE_MS = 300_000;

/** What the steps of the test share: the cluster, the product's API, and a place to tell what they found. */
export interface ClusterStage {
  kubectl: Kubectl;
  clients: Clients;
  /** SIGKILL to everything in a container of the node. */
  killContainer: (id: string) => Promise<void>;
  /** A line of the report. */
  log: (line: string) => void;
}

export interface Clients {
  schedules: RpcClient<typeof ScheduleService>;
  runs: RpcClient<typeof RunService>;
  planner: RpcClient<typeof PlannerService>;
  /** Headers of someone who may do everything. */
  headers: () => Record<string, string>;
}

/** With it every due time is to run exactly once, however late. */
export const EVERY_DUE_TIME: Pick<
  ScheduleDefinitionInput,
  "misfirePolicy" | "misfireGrace" | "overlapPolicy" | "maxAttempts" | "initialBackoff" | "maxBackoff"
> = {
  misfirePolicy: "FIRE_ALL",
  misfireGrace: 3_600_000,
  overlapPolicy: "ALLOW",
  maxAttempts: 10,
  initialBackoff: 200,
  maxBackoff: 1_000,
};
