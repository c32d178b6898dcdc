import { TargetError } from "../target-error.ts";
import type { HttpRequest } from "./render-request.ts";
import type { HttpResponse } from "./send-request.ts";

const REDIRECT_STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * The request a redirect asks for; undefined when the response is the answer. Only GET and HEAD without a body are sent
 * on: for others a redirect is an answer like any other.
 *
 * @throws TargetError when the new address is not an http or https URL
 */
export function redirectedRequest(request: HttpRequest, response: HttpResponse): HttpRequest | undefined {
  const { location } = response.headers;
  const follows = (request.method === "GET" || request.method === "HEAD") && request.body === undefined;
  if (!follows || location === undefined || !REDIRECT_STATUSES.has(response.status)) return undefined;

  const url = URL.parse(location, request.url.href);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new TargetError(`${request.url.origin} redirects to something that is not an http or https URL`);
  }
  url.username = "";
  url.password = "";
  // the definition's headers may be secrets, meant for its own origin alone
  const ownHeaders = url.origin === request.url.origin ? request.ownHeaders : {};
  return { ...request, url, ownHeaders };
}
