import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";

const ALGORITHM = "EdDSA";
export const ISSUER = "distributed-scheduler";
export const AUDIENCE = "distributed-scheduler";
/** Tells access tokens of users from tokens of services, so that neither passes for the other. */
export const ACCESS_TOKEN_TYPE = "at+jwt";

/** A key pair to sign access tokens with; its id is the thumbprint of the key. */
export interface SigningKeyPair {
  id: string;
  publicKey: JWK;
  privateKey: JWK;
}

export async function newSigningKeyPair(): Promise<SigningKeyPair> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  return {
    id: await calculateJwkThumbprint(publicJwk),
    publicKey: publicJwk,
    privateKey: await exportJWK(privateKey),
  };
}

export interface AccessTokenClaims {
  userId: string;
  sessionId: string;
}

/**
 * Signs an access token. It names user and session and nothing else: role and team are looked up by whoever is asked,
 * so that a change of them does not wait for the token to expire.
 */
export async function signAccessToken(
  key: { id: string; privateKey: JWK },
  { userId, sessionId }: AccessTokenClaims,
  { now, expiresAt }: { now: Date; expiresAt: Date },
): Promise<string> {
  return new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid: key.id })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(userId)
    .setIssuedAt(now)
    .setExpirationTime(expiresAt)
    .sign(await importJWK(key.privateKey, ALGORITHM));
}
