import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Registry } from "prom-client";
import type { HealthState } from "./health-state.ts";
import { StartupError } from "./startup-error.ts";

export interface MetricsServerOptions {
  /** 0 for any free port. */
  port: number;
  /** Default: every address. */
  host?: string;
  registry: Registry;
  health: HealthState;
}

export interface MetricsServer {
  port: number;
  close(): Promise<void>;
}

/**
 * Serves /metrics for Prometheus, /healthz (the process answers) and /readyz (it can do its work: 200 or 503).
 *
 * @throws StartupError when the port cannot be opened.
 */
export async function startMetricsServer({
  port,
  host = "0.0.0.0",
  registry,
  health,
}: MetricsServerOptions): Promise<MetricsServer> {
  const server = createServer(async (request, response) => {
    const path = request.url?.split("?")[0];
    if (request.method !== "GET") return send(response, 405, "only GET is answered here\n");
    if (path === "/healthz") return send(response, 200, "ok\n");
    if (path === "/metrics") return send(response, 200, await registry.metrics(), registry.contentType);
    if (path === "/readyz") {
      const readiness = await health.readiness();
      return send(
        response,
        readiness.ready ? 200 : 503,
        `${JSON.stringify(readiness)}\n`,
        "application/json",
      );
    }
    return send(response, 404, "here are /metrics, /healthz and /readyz\n");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) =>
      reject(
        new StartupError(`cannot serve metrics on port ${port} (${error.message}): set another METRICS_PORT`),
      ),
    );
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, body: string, type = "text/plain"): void {
  response.writeHead(status, { "content-type": type }).end(body);
}
