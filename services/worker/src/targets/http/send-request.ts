import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from "node:http";
import { TargetError } from "../target-error.ts";
import type { ConnectionPool } from "./connection-pool.ts";
import { explainNetworkError } from "./network-error.ts";
import type { OpenAnswers, TellSoFar } from "./open-answers.ts";
import type { HttpRequest } from "./render-request.ts";
import { createResponseExcerpt } from "./response-excerpt.ts";

export interface HttpResponse {
  status: number;
  headers: IncomingHttpHeaders;
  excerpt: string;
  truncated: boolean;
}

export interface SendOptions {
  pool: ConnectionPool;
  openAnswers: OpenAnswers;
  /** Told now and then of an answer whose body takes long. */
  onSoFar: (response: HttpResponse) => void;
  signal: AbortSignal;
}

/**
 * Sends one request and reads the answer, or as much of it as is kept.
 *
 * @throws TargetError when there was no answer, and as soon as the signal aborts
 */
export async function sendRequest(request: HttpRequest, options: SendOptions): Promise<HttpResponse> {
  try {
    return await sendOnceOrTwice(request, options);
  } catch (error) {
    if (!options.signal.aborted) throw explainNetworkError(error, request.url.origin);
    throw new TargetError("the request was stopped before it had ended", { retryable: true });
  }
}

async function sendOnceOrTwice(request: HttpRequest, options: SendOptions) {
  const { pool, signal } = options;
  signal.throwIfAborted();
  const first = openRequest(pool, request, false);
  let answered = false;
  first.once("response", () => {
    answered = true;
  });
  try {
    return await exchange(first, request.body, options);
  } catch (error) {
    // the server closed the idle connection while the request was on its way: it has read nothing, or can tell by the
    // idempotency key that it has
    const isStale = first.reusedSocket && !answered && isConnectionClosed(error);
    if (!isStale || signal.aborted) throw error;
    return exchange(openRequest(pool, request, true), request.body, options);
  }
}

function openRequest(pool: ConnectionPool, request: HttpRequest, fresh: boolean): ClientRequest {
  const { method, url, ownHeaders, identityHeaders, body } = request;
  const headers = {
    accept: "*/*",
    // the excerpt is for people to read
    "accept-encoding": "identity",
    "user-agent": "distributed-scheduler",
    ...ownHeaders,
    ...identityHeaders,
    ...framingHeaders(method, body),
  };
  return pool.request(url, { method, headers, fresh });
}

function framingHeaders(method: string, body: Uint8Array | undefined): Record<string, string> {
  if (body !== undefined) return { "content-length": String(body.byteLength) };
  return method === "GET" || method === "HEAD" ? {} : { "content-length": "0" };
}

function exchange(
  sent: ClientRequest,
  body: Uint8Array | undefined,
  { openAnswers, onSoFar, signal }: SendOptions,
): Promise<HttpResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpResponse>();
  let tellSoFar: TellSoFar | undefined;
  const stop = () => {
    // a request that still waits for a connection would otherwise say nothing until it has one
    reject(signal.reason);
    sent.destroy();
  };
  sent.on("error", reject);
  sent.on("upgrade", (response: IncomingMessage, socket) => {
    socket.destroy();
    resolve(responseOf(response, "", false));
  });
  sent.on("response", (response: IncomingMessage) => {
    const excerpt = createResponseExcerpt();
    tellSoFar = () => onSoFar(responseOf(response, excerpt.text(false), excerpt.truncated()));
    openAnswers.add(tellSoFar);
    const finish = () => resolve(responseOf(response, excerpt.text(true), excerpt.truncated()));
    response.on("error", reject);
    response.on("end", finish);
    response.on("data", (chunk: Uint8Array) => {
      if (excerpt.add(chunk)) return;
      finish();
      response.destroy();
    });
  });

  signal.addEventListener("abort", stop, { once: true });
  sent.end(body);
  return promise.finally(() => {
    signal.removeEventListener("abort", stop);
    if (tellSoFar !== undefined) openAnswers.delete(tellSoFar);
  });
}

function responseOf(response: IncomingMessage, excerpt: string, truncated: boolean): HttpResponse {
  return { status: response.statusCode ?? 0, headers: response.headers, excerpt, truncated };
}

function isConnectionClosed(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
}
