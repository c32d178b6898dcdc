import { hashFraction } from "./hash.ts";
import type { Policies } from "./policies.ts";

/**
 * Milliseconds to wait after a failed attempt: exponential with a cap, spread over the upper half by a hash of run
 * and attempt, so that runs which failed together do not come back together.
 *
 * @param attempt the attempt that failed, 1 for the first
 */
export function retryDelay(
  policies: Pick<Policies, "initialBackoff" | "maxBackoff">,
  runId: string,
  attempt: number,
): number {
  const exponential = policies.initialBackoff * 2 ** (attempt - 1);
  const capped = Math.min(exponential, policies.maxBackoff);
  return Math.round(capped * (0.5 + hashFraction(`${runId}#${attempt}`) / 2));
}
