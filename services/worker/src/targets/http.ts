import type { HttpTarget } from "@repo/core";
import type { HttpAllowList } from "./http/allow-list.ts";
import { type ConnectionPool, createConnectionPool } from "./http/connection-pool.ts";
import {
  checkLiteralAddress,
  createGuardedLookup,
  type ResolveHost,
  resolveHostBySystem,
} from "./http/guarded-lookup.ts";
import { redirectedRequest } from "./http/redirect.ts";
import { type HttpRequest, renderRequest } from "./http/render-request.ts";
import { isExpectedStatus, resultOfResponse } from "./http/response-result.ts";
import { type HttpResponse, sendRequest } from "./http/send-request.ts";
import { checkSecretHosts } from "./secrets.ts";
import { TargetError } from "./target-error.ts";
import type { TargetHandler } from "./target-handler.ts";

export interface HttpTargetConfig {
  allow: HttpAllowList;
  /** Connections open to one origin at a time; further requests wait for one. */
  connectionsPerOrigin: number;
  /** Absent: as the operating system resolves names. */
  resolveHost?: ResolveHost;
}

export interface HttpTargetExecutor {
  execute: TargetHandler<HttpTarget>;
  /** Closes the connections. */
  close(): void;
}

const MAX_REDIRECTS = 5;

export function createHttpTarget(config: HttpTargetConfig): HttpTargetExecutor {
  const { allow, connectionsPerOrigin, resolveHost = resolveHostBySystem } = config;
  const pool = createConnectionPool({
    connectionsPerOrigin,
    lookup: createGuardedLookup(allow, resolveHost),
  });
  return {
    async execute(target, context) {
      const startedMs = performance.now();
      const request = renderRequest(target, context);
      checkSecretHosts(context.secrets, request.url.hostname);
      const response = await sendFollowing(request, target.expectedStatuses, {
        pool,
        allow,
        signal: context.signal,
      });
      return resultOfResponse(response, target.expectedStatuses, performance.now() - startedMs);
    },
    close: () => pool.close(),
  };
}

interface Exchange {
  pool: ConnectionPool;
  allow: HttpAllowList;
  signal: AbortSignal;
}

/** Sends the request, and sends it on while the answer is a redirect that nobody expects. */
async function sendFollowing(
  request: HttpRequest,
  expectedStatuses: readonly number[],
  { pool, allow, signal }: Exchange,
): Promise<HttpResponse> {
  let next = request;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    checkLiteralAddress(next.url, allow);
    const response = await sendRequest(pool, next, signal);
    if (isExpectedStatus(response.status, expectedStatuses)) return response;
    const redirected = redirectedRequest(next, response);
    if (redirected === undefined) return response;
    next = redirected;
  }
  throw new TargetError(`${request.url.origin} redirects more than ${MAX_REDIRECTS} times`);
}
