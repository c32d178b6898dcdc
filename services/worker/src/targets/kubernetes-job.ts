import type { KubernetesJobTarget } from "@repo/core";
import { TargetError } from "./target-error.ts";
import type { TargetHandler } from "./target-handler.ts";

export function createKubernetesJobTarget(): TargetHandler<KubernetesJobTarget> {
  return async () => {
    throw new TargetError("this worker runs no kubernetesJob targets");
  };
}
