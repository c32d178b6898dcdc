import { createHash, type KeyObject } from "node:crypto";
import { lowerRole, type Principal, type Role, type UserPrincipal } from "@repo/core";
import { decodeProtectedHeader, errors, type JWK, type JWTVerifyOptions, jwtVerify } from "jose";
import { LRUCache } from "lru-cache";
import { RpcFailure } from "../rpc/server/rpc-failure.ts";
import { ACCESS_TOKEN_TYPE, AUDIENCE, ISSUER } from "./access-token.ts";
import { createKeySet } from "./key-set.ts";
import { apiTokenPrefixOf, hashOf, isSameHash } from "./opaque-token.ts";
import { keyIdOf, SERVICE_ISSUER, SERVICE_TOKEN_TYPE } from "./service-identity.ts";

/** How long a proven identity is believed without asking again: what is revoked stops within this. */
const BELIEF_MS = 5_000;
const MAX_REMEMBERED = 10_000;
/** No token is longer; nothing longer is looked at. */
const MAX_TOKEN_LENGTH = 2_048;
/** Clocks of different machines may differ this much. */
const CLOCK_TOLERANCE_SECONDS = 5;

/** The user behind a credential. */
export interface CredentialOwner {
  userId: string;
  username: string;
  role: Role;
  team: string;
}

/** What is stored about credentials. Ended ones and those of disabled users are not found. */
export interface CredentialLookup {
  listVerificationKeys(): Promise<readonly { id: string; publicKey: JWK }[]>;
  findSessionOwner(sessionId: string): Promise<CredentialOwner | undefined>;
  findApiTokenOwner(
    prefix: string,
  ): Promise<(CredentialOwner & { apiTokenId: string; tokenRole: Role; hash: string }) | undefined>;
  /** Remembers that an API token was used. */
  touchApiToken(apiTokenId: string): Promise<void>;
}

/** Finds out who makes a call. */
export interface Authenticator {
  /** @throws RpcFailure UNAUTHENTICATED; UNAVAILABLE when it cannot be found out now */
  authenticate(token: string): Promise<Principal>;
  /** Asks again about someone whose call goes on for long. @throws RpcFailure as `authenticate` */
  confirm(principal: Principal): Promise<Principal>;
}

export interface AuthenticatorOptions {
  lookup: CredentialLookup;
  /** Public keys of the services that are trusted. */
  serviceKeys: readonly KeyObject[];
}

/**
 * Accepts access tokens (signature checked here, session looked up), API tokens and tokens of services. What was found
 * out is believed for five seconds, so that a busy caller costs one look-up in that time.
 */
export function createAuthenticator({ lookup, serviceKeys }: AuthenticatorOptions): Authenticator {
  const userKeys = createKeySet(lookup.listVerificationKeys, () => performance.now());
  const trustedServices = Promise.all(
    serviceKeys.map(async (key) => [await keyIdOf(key), key] as const),
  ).then((entries) => new Map(entries));
  const believed = new LRUCache<string, Principal>({ max: MAX_REMEMBERED, ttl: BELIEF_MS });

  async function identify(token: string): Promise<{ principal: Principal; expiresAtMs?: number }> {
    if (token.length > MAX_TOKEN_LENGTH) throw invalidToken();
    const prefix = apiTokenPrefixOf(token);
    if (prefix !== undefined) return { principal: await identifyApiToken(prefix, hashOf(token)) };
    const { typ, kid = "" } = readHeader(token);
    if (typ === SERVICE_TOKEN_TYPE) {
      const key = (await trustedServices).get(kid);
      const { sub, exp = 0 } = await verify(token, key, { issuer: SERVICE_ISSUER, typ });
      return { principal: { kind: "SERVICE", service: sub }, expiresAtMs: exp * 1_000 };
    }
    if (typ !== ACCESS_TOKEN_TYPE) throw invalidToken();
    const key = await userKeys.find(kid);
    const { sid, exp = 0 } = await verify(token, key, { issuer: ISSUER, typ });
    if (typeof sid !== "string") throw invalidToken();
    return { principal: await identifySession(sid), expiresAtMs: exp * 1_000 };
  }

  async function identifySession(sessionId: string): Promise<UserPrincipal> {
    const owner = await lookup.findSessionOwner(sessionId);
    if (owner === undefined) throw endedCredential("SESSION_ENDED", "the session has ended; sign in again");
    return { kind: "USER", ...owner, credential: { kind: "SESSION", sessionId } };
  }

  async function identifyApiToken(prefix: string, hash: string | undefined): Promise<UserPrincipal> {
    const stored = await lookup.findApiTokenOwner(prefix);
    if (stored === undefined || (hash !== undefined && !isSameHash(hash, stored.hash))) throw invalidToken();
    const { apiTokenId, tokenRole, hash: _, role, ...owner } = stored;
    await lookup.touchApiToken(apiTokenId);
    return {
      kind: "USER",
      ...owner,
      role: lowerRole(role, tokenRole),
      credential: { kind: "API_TOKEN", apiTokenId, prefix },
    };
  }

  return {
    async authenticate(token) {
      const remembered = createHash("sha256").update(token).digest("base64");
      const known = believed.get(remembered);
      if (known !== undefined) return known;
      const { principal, expiresAtMs = Number.POSITIVE_INFINITY } = await orUnavailable(() =>
        identify(token),
      );
      const ttl = Math.min(BELIEF_MS, expiresAtMs - Date.now());
      if (ttl > 0) believed.set(remembered, principal, { ttl });
      return principal;
    },
    async confirm(principal) {
      if (principal.kind === "SERVICE") return principal;
      const { credential } = principal;
      return orUnavailable(() =>
        credential.kind === "SESSION"
          ? identifySession(credential.sessionId)
          : identifyApiToken(credential.prefix, undefined),
      );
    },
  };
}

async function verify(
  token: string,
  key: Parameters<typeof jwtVerify>[1] | undefined,
  options: JWTVerifyOptions,
): Promise<{ sub: string; exp?: number; sid?: unknown }> {
  if (key === undefined) throw invalidToken();
  try {
    const { payload } = await jwtVerify(token, key, {
      ...options,
      audience: AUDIENCE,
      algorithms: ["EdDSA"],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ["sub", "exp"],
    });
    return { ...payload, sub: payload.sub ?? "" };
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw endedCredential("TOKEN_EXPIRED", "the access token has expired; refresh the session");
    }
    throw invalidToken();
  }
}

function readHeader(token: string): { typ?: string; kid?: string } {
  try {
    return decodeProtectedHeader(token);
  } catch {
    throw invalidToken();
  }
}

/** That the database is away is not the fault of whoever calls. */
async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RpcFailure) throw error;
    const message = "it cannot be checked now who you are; try again in a moment";
    throw new RpcFailure("UNAVAILABLE", message, { reason: "IDENTITY_UNAVAILABLE" }, { cause: error });
  }
}

/** The same words for everything that is wrong with a token: they help nobody to make a better one. */
function invalidToken(): RpcFailure {
  return endedCredential("TOKEN_INVALID", "the token is not valid");
}

function endedCredential(reason: string, message: string): RpcFailure {
  return new RpcFailure("UNAUTHENTICATED", message, { reason });
}
