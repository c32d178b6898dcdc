import { describe, expect, test } from "bun:test";
import { DomainError } from "@repo/core";
import {
  Counter,
  createHealthState,
  createMetricsRegistry,
  StartupError,
  startMetricsServer,
} from "../src/index.ts";
import { connectRuns, failureOf, startRunServer } from "./run-service-fixture.ts";

async function startMetrics() {
  const registry = createMetricsRegistry();
  const health = createHealthState();
  const server = await startMetricsServer({ port: 0, host: "127.0.0.1", registry, health });
  const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init);
  return { registry, health, server, get, [Symbol.asyncDispose]: () => server.close() };
}

test("metrics are served in Prometheus' format, the process's own among them", async () => {
  await using metrics = await startMetrics();
  new Counter({ name: "runs_total", help: "Runs", registers: [metrics.registry] }).inc(3);
  const response = await metrics.get("/metrics");
  expect(response.headers.get("content-type")).toContain("text/plain");
  const text = await response.text();
  expect(text).toContain("runs_total 3");
  expect(text).toMatch(/process_resident_memory_bytes \d+/);
});

test("readiness follows the health, liveness does not", async () => {
  await using metrics = await startMetrics();
  expect((await metrics.get("/readyz")).status).toBe(503);
  metrics.health.setServing();
  expect((await metrics.get("/readyz")).status).toBe(200);
  metrics.health.setStopping();
  const response = await metrics.get("/readyz");
  expect([response.status, await response.json()]).toEqual([
    503,
    { ready: false, problems: { process: "stopping" } },
  ]);
  expect((await metrics.get("/healthz")).status).toBe(200);
});

describe("anything else is refused:", () => {
  test.each<[string, string, RequestInit, number]>([
    ["another path", "/secrets", {}, 404],
    ["another method", "/metrics", { method: "POST" }, 405],
  ])("%s", async (_, path, init, status) => {
    await using metrics = await startMetrics();
    expect((await metrics.get(path, init)).status).toBe(status);
  });
});

test("a port in use is one line that names the setting", async () => {
  await using metrics = await startMetrics();
  const again = startMetricsServer({
    port: metrics.server.port,
    host: "127.0.0.1",
    registry: metrics.registry,
    health: metrics.health,
  });
  const failure = await failureOf(again);
  expect(failure).toBeInstanceOf(StartupError);
  expect((failure as Error).message).toContain("set another METRICS_PORT");
});

test("calls are measured by method, kind and status", async () => {
  const registry = createMetricsRegistry();
  await using server = await startRunServer(
    {
      getRun: async () => {
        throw new DomainError("NOT_FOUND", "RUN_NOT_FOUND", "no such run");
      },
    },
    { metrics: registry },
  );
  using client = connectRuns(server.address);
  await failureOf(client.getRun({}));
  await client.listRuns({});
  await server.callLogged("ListRuns");
  const text = await registry.metrics();
  const counted = (method: string, code: string) =>
    `rpc_server_duration_seconds_count{method="scheduler.v1.RunService/${method}",kind="unary",code="${code}"} 1`;
  expect(text).toContain(counted("GetRun", "NOT_FOUND"));
  expect(text).toContain(counted("ListRuns", "OK"));
});
