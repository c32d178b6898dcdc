import { STATUS_CODES } from "node:http";
import type { Output } from "@repo/core";
import type { TargetResult } from "../target-handler.ts";
import type { HttpResponse } from "./send-request.ts";

// the server says that it may go better later: request timeout, too early, too many requests
const RETRYABLE_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);

/** Whether a status is what the definition expects; without expectations 200 to 299. */
export function isExpectedStatus(status: number, expectedStatuses: readonly number[]): boolean {
  return expectedStatuses.length === 0 ? status >= 200 && status <= 299 : expectedStatuses.includes(status);
}

/** What a response means for the attempt. */
export function resultOfResponse(
  response: HttpResponse,
  expectedStatuses: readonly number[],
  durationMs: number,
): TargetResult {
  const { status } = response;
  const output = { ...outputOf(response), durationMs: Math.round(durationMs) };
  const answer = `${status} ${STATUS_CODES[status] ?? ""}`.trimEnd();
  if (isExpectedStatus(status, expectedStatuses)) return { ok: true, output, message: answer };
  const expected = expectedStatuses.length === 0 ? "200 to 299" : expectedStatuses.join(", ");
  return {
    ok: false,
    message: `the server answered ${answer}; expected ${expected}`,
    retryable: status >= 500 || RETRYABLE_STATUSES.has(status),
    output,
  };
}

/** What there is to tell of an answer, also of one that is still being read. */
export function outputOf(response: HttpResponse): Output {
  const contentType = response.headers["content-type"];
  return {
    status: response.status,
    ...(contentType !== undefined && { contentType: contentType.slice(0, 256) }),
    excerpt: response.excerpt,
    truncated: response.truncated,
  };
}
