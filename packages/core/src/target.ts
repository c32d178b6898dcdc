import { z } from "zod";
import { CommandTarget } from "./targets/command.ts";
import { GrpcTarget } from "./targets/grpc.ts";
import { HandlerTarget } from "./targets/handler.ts";
import { HttpTarget } from "./targets/http.ts";
import { KubernetesJobTarget } from "./targets/kubernetes-job.ts";
import { NoopTarget } from "./targets/noop.ts";

/** What a run does. */
export const Target = z.discriminatedUnion("type", [
  NoopTarget,
  HttpTarget,
  KubernetesJobTarget,
  HandlerTarget,
  CommandTarget,
  GrpcTarget,
]);
export type Target = z.output<typeof Target>;

/** The kinds of targets, by name. */
export const TargetType = z.literal(Target.options.map((option) => option.shape.type.value));
export type TargetType = z.output<typeof TargetType>;
