/** What kubelet says of its node, as far as it matters here. */
export interface StatsSummary {
  node: { nodeName: string; cpu?: CpuStats; memory?: MemoryStats };
  pods: {
    podRef: { namespace: string; name: string };
    containers?: { name: string; cpu?: CpuStats; memory?: MemoryStats }[];
  }[];
}
interface CpuStats {
  time?: string;
  usageNanoCores?: number;
}
interface MemoryStats {
  workingSetBytes?: number;
}

export interface PodObject {
  metadata: { namespace: string; name: string; labels?: Record<string, string> };
}

export const METRICS_API = "metrics.k8s.io/v1beta1";

/** The PodMetrics of pods that still exist, as an autoscaler reads them. */
export function podMetricsOf(summary: StatsSummary, pods: readonly PodObject[], now: Date) {
  const existing = new Map(pods.map((pod) => [`${pod.metadata.namespace}/${pod.metadata.name}`, pod]));
  return summary.pods.flatMap(({ podRef, containers = [] }) => {
    const pod = existing.get(`${podRef.namespace}/${podRef.name}`);
    if (pod === undefined) return [];
    return [
      {
        kind: "PodMetrics",
        apiVersion: METRICS_API,
        metadata: pod.metadata,
        timestamp: containers[0]?.cpu?.time ?? now.toISOString(),
        window: "10s",
        containers: containers.map(({ name, ...stats }) => ({ name, usage: usageOf(stats) })),
      },
    ];
  });
}

export function nodeMetricsOf({ node }: StatsSummary, now: Date) {
  return {
    kind: "NodeMetrics",
    apiVersion: METRICS_API,
    metadata: { name: node.nodeName },
    timestamp: node.cpu?.time ?? now.toISOString(),
    window: "10s",
    usage: usageOf(node),
  };
}

function usageOf({ cpu, memory }: { cpu?: CpuStats; memory?: MemoryStats }) {
  return {
    cpu: `${cpu?.usageNanoCores ?? 0}n`,
    memory: `${Math.ceil((memory?.workingSetBytes ?? 0) / 1_024)}Ki`,
  };
}

/** Whether labels satisfy a selector of equations, such as `a=b,c!=d,e`: what autoscalers ask with. */
export function isSelected(labels: Readonly<Record<string, string>>, selector: string): boolean {
  return selector
    .split(",")
    .filter((term) => term !== "")
    .every((term) => {
      const [, key = "", operator, value = ""] = term.match(/^([^=!]+)(==?|!=)?(.*)$/) ?? [];
      if (operator === undefined) return key in labels;
      return (labels[key] === value) !== (operator === "!=");
    });
}
