import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { createHealthState, createLogger, type HealthState } from "../src/index.ts";
import { createRpcClient, type RpcClientOptions } from "../src/rpc/client/index.ts";
import {
  type Authorization,
  createRpcServer,
  type RpcServerOptions,
  type ServiceImplementation,
  service,
  serviceAccess,
} from "../src/rpc/server/index.ts";

export type RunServiceFunctions = ServiceImplementation<typeof RunService>;
export type LogLine = Record<string, unknown> & { msg: string; level: string };

const DEFAULT_FUNCTIONS: RunServiceFunctions = {
  getRun: async ({ id }) => ({ run: { id } }),
  listRuns: async () => ({}),
  listRecentRuns: async () => ({}),
  cancelRun: async () => ({}),
  explainDueTime: async () => ({}),
  async *watchRuns() {
    yield {};
  },
};

/** For tests about something else: everyone may call, and nobody is anybody. */
const OPEN_TO_EVERYONE: Authorization = {
  access: [
    serviceAccess(RunService, {
      getRun: "PUBLIC",
      listRuns: "PUBLIC",
      listRecentRuns: "PUBLIC",
      cancelRun: "PUBLIC",
      explainDueTime: "PUBLIC",
      watchRuns: "PUBLIC",
    }),
  ],
  authenticator: {
    authenticate: () => Promise.reject(new Error("nobody is asked who he is")),
    confirm: async (principal) => principal,
  },
};

/** A logger that keeps its lines. */
export function createLogCapture() {
  const lines: LogLine[] = [];
  const logger = createLogger({
    service: "test",
    level: "debug",
    destination: { write: (line) => void lines.push(JSON.parse(line)) },
  });
  return { lines, logger };
}

export interface TestServer extends AsyncDisposable {
  port: number;
  address: string;
  health: HealthState;
  lines: LogLine[];
  /** The event of the first finished call of a method. */
  callLogged(method: string): Promise<LogLine>;
  stop(deadlineMs?: number): Promise<void>;
}

/** A real server on a free port of 127.0.0.1 that answers RunService with the functions given. */
export async function startRunServer(
  functions: Partial<RunServiceFunctions> = {},
  options: Partial<RpcServerOptions> & { port?: number } = {},
): Promise<TestServer> {
  const { lines, logger } = createLogCapture();
  const { port: wantedPort = 0, health = createHealthState(), ...rest } = options;
  const server = createRpcServer({
    logger,
    services: [service(RunService, { ...DEFAULT_FUNCTIONS, ...functions })],
    authorization: OPEN_TO_EVERYONE,
    health,
    reflection: true,
    ...rest,
  });
  const port = await server.listen({ host: "127.0.0.1", port: wantedPort });
  health.setServing();
  const stop = (deadlineMs = 200) => server.stop(deadlineMs);
  return {
    port,
    address: `127.0.0.1:${port}`,
    health,
    lines,
    callLogged: (method) =>
      until(() =>
        lines.find((line) => typeof line.method === "string" && line.method.endsWith(`/${method}`)),
      ),
    stop,
    [Symbol.asyncDispose]: () => stop(),
  };
}

/** A client that a `using` closes. */
export function connectRuns(address: string, options?: RpcClientOptions) {
  const client = createRpcClient(RunService, address, options);
  return { ...client, [Symbol.dispose]: () => client.close() };
}

/** Waits until `look` finds something. */
export async function until<T>(look: () => T | undefined | false, withinMs = 5_000): Promise<T> {
  const endMs = Date.now() + withinMs;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > endMs) throw new Error(`not so within ${withinMs} ms: ${look}`);
    await Bun.sleep(5);
  }
}

/** The error a promise is rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("expected a failure");
}
