/** Codes of failures to get a connection: nothing has been asked of the other side, so trying again is harmless. */
const NO_CONNECTION = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  // Postgres: starting up or shutting down, no connection to spare
  "57P03",
  "53300",
  // Prisma: can't reach the database server
  "P1001",
]);

/** The pool of pg says so in words only. */
const NO_FREE_CONNECTION = "timeout exceeded when trying to connect";

const MAX_CAUSES = 5;

/**
 * Whether a handler failed because it got no connection to what it depends on. A connection that broke while in
 * use does not count: what was asked on it may have been done.
 */
export function gotNoConnection(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < MAX_CAUSES && current instanceof Error; depth += 1) {
    if ("code" in current && NO_CONNECTION.has(String(current.code))) return true;
    if (current.message === NO_FREE_CONNECTION) return true;
    current = current.cause;
  }
  return false;
}
