import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/*
 * Tokens that mean nothing by themselves: random, found by their hash. 256 random bits need no slow hash: there is
 * nothing to guess.
 */

const API_TOKEN = /^(dsk_[0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;
const SECRET_BYTES = 32;

/** A new API token: `dsk_<what it is found by>_<secret>`. The beginning makes leaked ones easy to search for. */
export function newApiToken(): { token: string; prefix: string; hash: string } {
  const prefix = `dsk_${randomBytes(6).toString("hex")}`;
  const token = `${prefix}_${randomBytes(SECRET_BYTES).toString("base64url")}`;
  return { token, prefix, hash: hashOf(token) };
}

/** What an API token is found by; undefined when the text is no API token. */
export function apiTokenPrefixOf(token: string): string | undefined {
  return API_TOKEN.exec(token)?.[1];
}

/** A new refresh token. */
export function newRefreshToken(): { token: string; hash: string } {
  const token = `dsr_${randomBytes(SECRET_BYTES).toString("base64url")}`;
  return { token, hash: hashOf(token) };
}

/** What is stored of a token. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Compares in constant time. */
export function isSameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
