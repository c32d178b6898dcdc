import type { HttpTarget } from "@repo/core";
import type { HttpAllowList } from "./http/allow-list.ts";
import { createConnectionPool } from "./http/connection-pool.ts";
import {
  checkLiteralAddress,
  createGuardedLookup,
  type ResolveHost,
  resolveHostBySystem,
} from "./http/guarded-lookup.ts";
import { createOpenAnswers } from "./http/open-answers.ts";
import { redirectedRequest } from "./http/redirect.ts";
import { type HttpRequest, renderRequest } from "./http/render-request.ts";
import { isExpectedStatus, outputOf, resultOfResponse } from "./http/response-result.ts";
import { type HttpResponse, type SendOptions, sendRequest } from "./http/send-request.ts";
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
  const openAnswers = createOpenAnswers();
  return {
    async execute(target, context) {
      const startedMs = performance.now();
      const request = renderRequest(target, context);
      checkSecretHosts(context.secrets, request.url.hostname);
      const response = await sendFollowing(request, target.expectedStatuses, {
        pool,
        openAnswers,
        onSoFar: (soFar) => context.report(outputOf(soFar)),
        allow,
        signal: context.signal,
      });
      return resultOfResponse(response, target.expectedStatuses, performance.now() - startedMs);
    },
    close() {
      openAnswers.close();
      pool.close();
    },
  };
}

interface Exchange extends SendOptions {
  allow: HttpAllowList;
}

/** Sends the request, and sends it on while the answer is a redirect that nobody expects. */
async function sendFollowing(
  request: HttpRequest,
  expectedStatuses: readonly number[],
  exchange: Exchange,
): Promise<HttpResponse> {
  let next = request;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    checkLiteralAddress(next.url, exchange.allow);
    const response = await sendRequest(next, exchange);
    if (isExpectedStatus(response.status, expectedStatuses)) return response;
    const redirected = redirectedRequest(next, response);
    if (redirected === undefined) return response;
    next = redirected;
  }
  throw new TargetError(`${request.url.origin} redirects more than ${MAX_REDIRECTS} times`);
}
