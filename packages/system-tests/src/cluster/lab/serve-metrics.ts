import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ReadKubeApi } from "./kube-api.ts";
import { type Layout, METRICS_PORT, NODE_ADDRESS, NODE_NAME } from "./layout.ts";
import {
  isSelected,
  METRICS_API,
  nodeMetricsOf,
  type PodObject,
  podMetricsOf,
  type StatsSummary,
} from "./pod-metrics.ts";

const PATH = /^\/apis\/metrics\.k8s\.io\/v1beta1(?:\/(?:namespaces\/([^/]+)\/)?(pods|nodes))?$/;
const RESOURCES = [
  { name: "nodes", singularName: "", namespaced: false, kind: "NodeMetrics", verbs: ["get", "list"] },
  { name: "pods", singularName: "", namespaced: true, kind: "PodMetrics", verbs: ["get", "list"] },
];

/** Answers for metrics-server with what kubelet itself measures. */
export function serveMetrics(layout: Layout, read: ReadKubeApi): { stop: () => void } {
  const file = (name: string) => readFileSync(join(layout.certificates, name), "utf8");
  const server = Bun.serve({
    hostname: NODE_ADDRESS,
    port: METRICS_PORT,
    tls: { cert: file("metrics.crt"), key: file("metrics.key") },
    async fetch(request) {
      const { pathname, searchParams } = new URL(request.url);
      const [found, namespace, kind] = pathname.match(PATH) ?? [];
      if (found === undefined) return new Response("not found", { status: 404 });
      if (kind === undefined)
        return Response.json({
          kind: "APIResourceList",
          apiVersion: "v1",
          groupVersion: METRICS_API,
          resources: RESOURCES,
        });
      const summary = (await read(`/api/v1/nodes/${NODE_NAME}/proxy/stats/summary`)) as StatsSummary;
      const now = new Date();
      if (kind === "nodes") return list("NodeMetricsList", [nodeMetricsOf(summary, now)]);
      const scope = namespace === undefined ? "" : `/namespaces/${namespace}`;
      const pods = (await read(`/api/v1${scope}/pods`)) as { items: PodObject[] };
      const selector = searchParams.get("labelSelector") ?? "";
      const selected = pods.items.filter((pod) => isSelected(pod.metadata.labels ?? {}, selector));
      return list("PodMetricsList", podMetricsOf(summary, selected, now));
    },
    error: (error) => new Response(error.message, { status: 500 }),
  });
  return { stop: () => void server.stop(true) };
}

function list(kind: string, items: readonly object[]): Response {
  return Response.json({ kind, apiVersion: METRICS_API, metadata: {}, items });
}
