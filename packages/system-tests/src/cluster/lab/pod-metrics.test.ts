import { expect, test } from "bun:test";
import { isSelected, podMetricsOf } from "./pod-metrics.ts";

const AT = new Date("2026-03-01T10:00:00Z");

test("only pods that still exist have metrics", () => {
  const cpu = { time: "2026-03-01T09:59:55Z", usageNanoCores: 250_000_000 };
  const summary = {
    node: { nodeName: "node1" },
    pods: [
      {
        podRef: { namespace: "shop", name: "worker-1" },
        containers: [{ name: "worker", cpu, memory: { workingSetBytes: 1_048_577 } }],
      },
      { podRef: { namespace: "shop", name: "gone" }, containers: [{ name: "worker", cpu }] },
    ],
  };
  const metadata = { namespace: "shop", name: "worker-1", labels: { app: "worker" } };
  expect(podMetricsOf(summary, [{ metadata }], AT)).toEqual([
    {
      kind: "PodMetrics",
      apiVersion: "metrics.k8s.io/v1beta1",
      metadata,
      timestamp: "2026-03-01T09:59:55Z",
      window: "10s",
      containers: [{ name: "worker", usage: { cpu: "250000000n", memory: "1025Ki" } }],
    },
  ]);
});

test.each<[string, boolean]>([
  ["", true],
  ["app=worker", true],
  ["app==worker,tier", true],
  ["app!=worker", false],
  ["app=web", false],
  ["tier!=back,app=worker", true],
  ["zone", false],
])("a pod with app=worker, tier=front and the selector %p: %p", (selector, selected) => {
  expect(isSelected({ app: "worker", tier: "front" }, selector)).toBe(selected);
});
