import { expect, test } from "bun:test";
import { dnsHostsOf } from "./dns-hosts.ts";

const named = (name: string) => ({ namespace: "shop", name });

test("a Service has one virtual address, a headless one those of its ready pods", () => {
  const services = [
    { metadata: named("web"), spec: { clusterIP: "10.96.0.7" } },
    { metadata: named("schedules"), spec: { clusterIP: "None" } },
    { metadata: named("empty"), spec: { clusterIP: "None" } },
    { metadata: named("elsewhere"), spec: {} },
  ];
  const endpoints = [
    { metadata: named("web"), subsets: [{ addresses: [{ ip: "10.244.0.2" }] }] },
    {
      metadata: named("schedules"),
      subsets: [{ addresses: [{ ip: "10.244.0.3" }, { ip: "10.244.0.4", hostname: "schedules-1" }] }],
    },
    { metadata: named("empty") },
  ];
  expect(dnsHostsOf(services, endpoints)).toBe(
    [
      "10.96.0.7 web.shop.svc.cluster.local",
      "10.244.0.3 schedules.shop.svc.cluster.local",
      "10.244.0.4 schedules.shop.svc.cluster.local schedules-1.schedules.shop.svc.cluster.local",
      "",
    ].join("\n"),
  );
});
