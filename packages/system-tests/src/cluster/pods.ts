import type { Kubectl } from "./lab/kubectl.ts";
import { NAMESPACE } from "./stage.ts";

export interface Pod {
  metadata: { name: string; deletionTimestamp?: string };
  status: {
    podIP?: string;
    conditions?: { type: string; status: string }[];
    containerStatuses?: { containerID: string }[];
  };
}

/** The pods of a workload that are ready and not about to go. */
export async function listReadyPods(kubectl: Kubectl, workload: string): Promise<Pod[]> {
  const selector = `--selector=app.kubernetes.io/name=${workload}`;
  const output = await kubectl(["get", "pods", `--namespace=${NAMESPACE}`, selector, "--output=json"]);
  const { items } = JSON.parse(output) as { items: Pod[] };
  return items.filter(isReady);
}

function isReady({ metadata, status }: Pod): boolean {
  const ready = status.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True");
  return metadata.deletionTimestamp === undefined && ready === true;
}
