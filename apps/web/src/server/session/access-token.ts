import { z } from "zod";

const Claims = z.object({ exp: z.number() });
/** So that a token does not expire between this check and the call it is used for. */
const MARGIN_MS = 30_000;

/**
 * Whether an access token can be used for another call. It is not checked here, only read: the API checks it.
 *
 * @param now milliseconds since 1970
 */
export function isUsable(accessToken: string | undefined, now: number): accessToken is string {
  if (accessToken === undefined) return false;
  const expiresAt = expiryOf(accessToken);
  return expiresAt !== undefined && expiresAt - now > MARGIN_MS;
}

/** In milliseconds since 1970; undefined when the text is not a token. */
export function expiryOf(accessToken: string): number | undefined {
  try {
    const claims = JSON.parse(Buffer.from(accessToken.split(".")[1] ?? "", "base64url").toString("utf8"));
    return Claims.parse(claims).exp * 1_000;
  } catch {
    return undefined;
  }
}
