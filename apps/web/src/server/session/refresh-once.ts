import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Tokens } from "./cookie-policy.ts";

/** `ENDED`: there is no such session any more. `UNKNOWN`: nobody could be asked, so the cookies stay. */
export type Refresh =
  | { outcome: "REFRESHED"; tokens: Tokens }
  | { outcome: "ENDED" }
  | { outcome: "UNKNOWN" };

/** How long an exchange is remembered. */
const REMEMBERED_MS = 2 * 60_000;
const MAX_REMEMBERED = 20_000;

/**
 * Exchanges refresh tokens, each of them once.
 *
 * A refresh token works a single time; one that comes twice counts as stolen and ends its session. But a browser that
 * opens a page sends many requests with the same cookies at once, and a person who clicks on before the answer is
 * there never gets the new cookies. So the first request exchanges the token; those beside it and those of the next
 * two minutes get the same new tokens. After that, a token that comes again is treated as what it is.
 *
 * @param exchange asks user-microservice
 */
export function createRefresher(
  exchange: (refreshToken: string) => Promise<Refresh>,
): (refreshToken: string) => Promise<Refresh> {
  const known = new LRUCache<string, Promise<Refresh>>({ max: MAX_REMEMBERED, ttl: REMEMBERED_MS });

  return (refreshToken) => {
    const key = createHash("sha256").update(refreshToken).digest("base64");
    const running = known.get(key);
    if (running !== undefined) return running;
    const refresh = exchange(refreshToken);
    known.set(key, refresh);
    const forget = () => known.delete(key);
    refresh.then(({ outcome }) => outcome === "UNKNOWN" && forget(), forget);
    return refresh;
  };
}
