import type { Kubectl } from "./lab/kubectl.ts";
import { listReadyPods } from "./pods.ts";

const METRICS_PORT = 9_090;

/** How many calls of a method each replica has answered, by its own metrics; by the name of its pod. */
export async function countCalls(kubectl: Kubectl, method: string): Promise<Map<string, number>> {
  const pods = await listReadyPods(kubectl, "schedule-microservice");
  const counts = await Promise.all(
    pods.map(async ({ metadata, status }) => {
      const response = await fetch(`http://${status.podIP}:${METRICS_PORT}/metrics`);
      return [metadata.name, sumOfCalls(await response.text(), method)] as const;
    }),
  );
  return new Map(counts);
}

/** The calls of one method in the text of a metrics page, whatever they ended with. */
export function sumOfCalls(metrics: string, method: string): number {
  let sum = 0;
  for (const line of metrics.split("\n")) {
    const [, labels = "", value] = line.match(/^rpc_server_duration_seconds_count\{(.*)\} (\S+)$/) ?? [];
    if (value !== undefined && labels.includes(`/${method}"`)) sum += Number(value);
  }
  return sum;
}

/** What was added between two counts; replicas that came in between count from nothing. */
export function addedCalls(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): number[] {
  return [...after].map(([pod, count]) => count - (before.get(pod) ?? 0));
}
