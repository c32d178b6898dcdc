import { setTimeout as delay } from "node:timers/promises";
import { RpcError } from "@repo/runtime/rpc/client";

export interface RetrySettings {
  /** Tries in all. */
  attempts: number;
  /** Milliseconds before the second try; doubles with each further one. */
  firstDelay: number;
  maxDelay: number;
}

/** Answers that would be the same again. */
const FINAL_CODES = new Set<string>([
  "INVALID_ARGUMENT",
  "UNAUTHENTICATED",
  "PERMISSION_DENIED",
  "UNIMPLEMENTED",
  "FAILED_PRECONDITION",
]);

/** Whether a failed call may succeed when it is made again. Planning is idempotent, so any doubt means yes. */
export function isWorthRetrying(error: unknown): boolean {
  return error instanceof RpcError && !FINAL_CODES.has(error.code);
}

/** Calls until it succeeds, fails for good, or the tries are used up; then the last error is thrown. */
export async function withRetries<Result>(
  call: () => Promise<Result>,
  options: RetrySettings & { signal: AbortSignal; onRetry: (error: unknown, attempt: number) => void },
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt >= options.attempts || options.signal.aborted || !isWorthRetrying(error)) throw error;
      options.onRetry(error, attempt);
      const pause = Math.min(options.firstDelay * 2 ** (attempt - 1), options.maxDelay);
      await delay(pause, undefined, { signal: options.signal });
    }
  }
}

/** An error in one line of the log: whoever reads it wants the status of the call, not where this program made it. */
export function describeError(error: unknown): string {
  if (error instanceof RpcError) return `${error.method}: ${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
