import { afterEach } from "bun:test";
import { createServer, type RequestListener } from "node:http";
import { createServer as createSocketServer, type Server, type Socket } from "node:net";
import { HttpTarget, type Payload } from "@repo/core";
import type { ResolveHost } from "../src/targets/http/guarded-lookup.ts";
import {
  createTargetRegistry,
  HttpAllowList,
  type ResolvedSecret,
  type TargetContext,
} from "../src/targets/index.ts";

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp();
});

/** Ends with the test. */
export function cleanUpAfterTest(cleanUp: () => unknown): void {
  cleanups.push(cleanUp);
}

/** What the environment of a worker may say, until the test is over. */
export function tellNotToCheckCertificates(): void {
  const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
  cleanUpAfterTest(() => {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
  });
}

export interface TestServer {
  port: number;
  origin: string;
  /** Connections accepted so far. */
  connections(): number;
  /** Resolves when a connection has been closed. */
  disconnected: Promise<void>;
}

export function startHttpServer(listener: RequestListener): Promise<TestServer> {
  return listen(createServer(listener));
}

/** A server that answers the first bytes of each connection by itself. */
export function startSocketServer(answer: (socket: Socket, data: string) => void): Promise<TestServer> {
  return listen(createSocketServer((socket) => socket.on("data", (data) => answer(socket, String(data)))));
}

export async function listen(server: Server): Promise<TestServer> {
  const sockets = new Set<Socket>();
  const { promise: disconnected, resolve: reportDisconnected } = Promise.withResolvers<void>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => reportDisconnected());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanUpAfterTest(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    port: address.port,
    origin: `http://127.0.0.1:${address.port}`,
    connections: () => sockets.size,
    disconnected,
  };
}

export interface Harness {
  allow?: string;
  connectionsPerOrigin?: number;
  resolveHost?: ResolveHost;
  secrets?: ResolvedSecret[];
}

export interface Attempt {
  payload?: Payload;
  signal?: AbortSignal;
  report?: TargetContext["report"];
}

/** Runs http targets, given as they would be written in a definition, through the registry. */
export function createHarness({
  allow = "127.0.0.0/8",
  connectionsPerOrigin = 10,
  resolveHost,
  secrets,
}: Harness = {}) {
  const registry = createTargetRegistry({
    ...(secrets && { secrets: async (names) => secrets.filter(({ name }) => names.includes(name)) }),
    http: { allow: HttpAllowList.parse(allow), connectionsPerOrigin, ...(resolveHost && { resolveHost }) },
  });
  cleanUpAfterTest(() => registry.close());
  return (definition: Partial<HttpTarget> & { url: string }, attempt: Attempt = {}) =>
    registry.execute(HttpTarget.parse({ type: "http", method: "GET", ...definition }), contextOf(attempt));
}

export function contextOf({
  payload,
  signal = new AbortController().signal,
  report = () => undefined,
}: Attempt = {}): TargetContext {
  const run = {
    id: "0198c0de-0000-7000-8000-000000000001_1893456000000",
    scheduleId: "0198c0de-0000-7000-8000-000000000001",
    scheduleName: "nightly",
    dueAt: new Date(1_893_456_000_000),
    fireAt: new Date(1_893_456_000_000),
    attempt: 1,
    lostAttempts: 0,
    policies: { attemptTimeout: 60_000 },
  };
  return { run, payload, secrets: [], signal, report };
}
