import { Server, ServerCredentials, type ServerOptions } from "@grpc/grpc-js";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { HealthState } from "../../health-state.ts";
import { type Authorization, authorizeCalls } from "./authorize-calls.ts";
import { healthService } from "./health-service.ts";
import { type RpcInterceptor, runIntercepted } from "./interceptor.ts";
import { bindServer, type ListenAddress } from "./listen.ts";
import { logCalls } from "./log-calls.ts";
import { measureCalls } from "./measure-calls.ts";
import { methodAccessTable } from "./method-access-table.ts";
import { reflectionService } from "./reflection-service.ts";
import type { RpcCall } from "./rpc-call.ts";
import { RpcFailure } from "./rpc-failure.ts";
import { serverDefinitionOf } from "./server-definition.ts";
import { type CallRunner, grpcHandlersOf, type RpcService } from "./service-handlers.ts";
import { translateErrors } from "./translate-errors.ts";

export interface RpcServerLimits {
  /** Largest request. Default: 4 MiB. */
  maxRequestBytes: number;
  /** Largest response. Default: 16 MiB. */
  maxResponseBytes: number;
  /** Calls at a time on one connection. Default: 1000. */
  maxConcurrentStreams: number;
  /** Connections are asked to go after this long, so that clients find new replicas. Default: 5 minutes. */
  maxConnectionAgeMs: number;
  /** A silent peer is pinged after this long. Default: 30 seconds. */
  keepaliveTimeMs: number;
  /** A peer that has not answered a ping for this long is gone. Default: 10 seconds. */
  keepaliveTimeoutMs: number;
}

const DEFAULT_LIMITS: RpcServerLimits = {
  maxRequestBytes: 4 * 1024 * 1024,
  maxResponseBytes: 16 * 1024 * 1024,
  maxConcurrentStreams: 1_000,
  maxConnectionAgeMs: 5 * 60_000,
  keepaliveTimeMs: 30_000,
  keepaliveTimeoutMs: 10_000,
};

/** For the last answers to reach the wire before the connections are cut. */
const FAREWELL_MS = 250;

/** PEM texts. With `clientCa`, only clients with a certificate of that authority are served. */
export interface ServerTls {
  certificate: string;
  privateKey: string;
  clientCa?: string;
}

export interface RpcServerOptions {
  logger: Logger;
  services: readonly RpcService[];
  /** Who may call what. Health and reflection are for everyone. */
  authorization: Authorization;
  health: HealthState;
  /** Whether clients may ask for the descriptors (`grpc.reflection.v1`). */
  reflection: boolean;
  /** Around every call, the first outermost; inside the logging and the translation of errors. */
  interceptors?: readonly RpcInterceptor[];
  /** Takes the duration of every call. */
  metrics?: Registry | undefined;
  tls?: ServerTls | undefined;
  limits?: Partial<RpcServerLimits>;
}

export interface RpcServer {
  /** Starts to answer; resolves to the port, which is a free one when 0 was asked for. Rejects with a StartupError. */
  listen(address: ListenAddress): Promise<number>;
  /**
   * Not ready any more, no new calls, streams are ended with UNAVAILABLE; unary calls may end by themselves until
   * `deadlineMs` is over, then they too get UNAVAILABLE.
   */
  stop(deadlineMs: number): Promise<void>;
}

/** @throws StartupError when the access of a method is not decided */
export function createRpcServer(options: RpcServerOptions): RpcServer {
  const { logger, services, authorization, health, reflection, interceptors = [], metrics, tls } = options;
  const descs = services.map(({ desc }) => desc);
  const authorize = authorizeCalls(methodAccessTable(descs, authorization.access), authorization);
  const server = new Server(channelOptions({ ...DEFAULT_LIMITS, ...options.limits }));
  const measured = metrics ? [measureCalls(metrics)] : [];
  const openChain = [logCalls(logger), ...measured, translateErrors];
  const chain = [...openChain, authorize, ...interceptors];
  const active = new Set<RpcCall>();

  const runInside =
    (interceptors: readonly RpcInterceptor[]): CallRunner =>
    async (call, handle) => {
      active.add(call);
      try {
        await runIntercepted(interceptors, call, handle);
      } finally {
        active.delete(call);
      }
    };
  const serve = (served: RpcService, run: CallRunner) =>
    server.addService(serverDefinitionOf(served.desc), grpcHandlersOf(served, run));

  for (const served of services) serve(served, runInside(chain));
  serve(healthService(health, descs), runInside(openChain));
  if (reflection) serve(reflectionService(descs), runInside(openChain));

  function abortActive(isMeant: (call: RpcCall) => boolean): void {
    const failure = new RpcFailure("UNAVAILABLE", "the server is shutting down; call again");
    for (const call of [...active].filter(isMeant)) call.abort(failure);
  }

  return {
    listen: (address) => bindServer(server, address, credentialsOf(tls)),
    async stop(deadlineMs) {
      health.setStopping();
      const drained = new Promise<"drained">((resolve) => server.tryShutdown(() => resolve("drained")));
      abortActive((call) => call.kind !== "unary");
      if ((await orAfter(drained, deadlineMs)) === "drained") return;

      logger.warn({ calls: active.size }, "calls were still running when the time to stop was over");
      abortActive(() => true);
      await orAfter(drained, FAREWELL_MS);
      server.forceShutdown();
    },
  };
}

async function orAfter<T>(promise: Promise<T>, timeoutMs: number): Promise<T | "late"> {
  const { promise: late, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => resolve("late"), timeoutMs);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function credentialsOf(tls: ServerTls | undefined): ServerCredentials {
  if (!tls) return ServerCredentials.createInsecure();
  const pair = { cert_chain: Buffer.from(tls.certificate), private_key: Buffer.from(tls.privateKey) };
  const clientCa = tls.clientCa === undefined ? null : Buffer.from(tls.clientCa);
  return ServerCredentials.createSsl(clientCa, [pair], clientCa !== null);
}

function channelOptions(limits: RpcServerLimits): ServerOptions {
  return {
    "grpc.max_receive_message_length": limits.maxRequestBytes,
    "grpc.max_send_message_length": limits.maxResponseBytes,
    "grpc.max_concurrent_streams": limits.maxConcurrentStreams,
    "grpc.max_connection_age_ms": limits.maxConnectionAgeMs,
    "grpc.keepalive_time_ms": limits.keepaliveTimeMs,
    "grpc.keepalive_timeout_ms": limits.keepaliveTimeoutMs,
  };
}
