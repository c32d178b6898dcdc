/** The policies that say when attempts follow one another, in milliseconds. */
export interface Backoff {
  maxAttempts: number;
  initialBackoff: number;
  maxBackoff: number;
}

/**
 * The longest wait after each failed attempt but the last. Each is doubled until the cap; the actual one is between
 * half of it and all of it.
 */
export function longestWaits({ maxAttempts, initialBackoff, maxBackoff }: Backoff): number[] {
  return Array.from({ length: Math.max(0, maxAttempts - 1) }, (_, index) =>
    Math.min(initialBackoff * 2 ** index, maxBackoff),
  );
}
