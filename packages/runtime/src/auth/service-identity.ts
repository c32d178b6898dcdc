import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, SignJWT } from "jose";
import { z } from "zod";
import { AUDIENCE } from "./access-token.ts";

const ALGORITHM = "EdDSA";
export const SERVICE_TOKEN_TYPE = "service+jwt";
export const SERVICE_ISSUER = "distributed-scheduler/services";
const LIFETIME_MS = 5 * 60_000;
/** A token is not used so close to its end that it could expire on the way. */
const MARGIN_MS = 60_000;

/** One process's proof of what it is, towards the other processes of this system. */
export interface ServiceIdentity {
  /** The headers of a call; its token is made anew every few minutes. */
  headers(): Promise<Record<string, string>>;
}

/** @param now milliseconds since 1970 */
export function createServiceIdentity(
  { service, privateKey }: { service: string; privateKey: KeyObject },
  now: () => number,
): ServiceIdentity {
  let usableUntil = Number.NEGATIVE_INFINITY;
  let token: Promise<string> | undefined;

  async function sign(): Promise<string> {
    const expiresAt = now() + LIFETIME_MS;
    return new SignJWT()
      .setProtectedHeader({ alg: ALGORITHM, typ: SERVICE_TOKEN_TYPE, kid: await keyIdOf(privateKey) })
      .setIssuer(SERVICE_ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(service)
      .setIssuedAt(new Date(now()))
      .setExpirationTime(new Date(expiresAt))
      .sign(privateKey);
  }

  return {
    async headers() {
      if (token === undefined || now() >= usableUntil) {
        usableUntil = now() + LIFETIME_MS - MARGIN_MS;
        token = sign();
      }
      return { authorization: `Bearer ${await token}` };
    },
  };
}

/** The id under which a service's key is known: the thumbprint of its public half. */
export async function keyIdOf(key: KeyObject): Promise<string> {
  return calculateJwkThumbprint(await exportJWK(createPublicKeyOf(key)));
}

function createPublicKeyOf(key: KeyObject): KeyObject {
  if (key.type === "public") return key;
  // not createPublicKey(key) alone: types and runtimes disagree about private KeyObjects there
  return createPublicKey(key.export({ type: "pkcs8", format: "pem" }));
}

/** A pair of new keys as PEM texts, as {@link privateKeySetting} and {@link publicKeysSetting} read them. */
export function newServiceKeys(): { privateKey: string; publicKey: string } {
  return generateKeyPairSync("ed25519", {
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
}

const PEM_BLOCK = /-----BEGIN ([A-Z ]+)-----[\s\S]+?-----END \1-----/g;

/** The private half of a service's key, as PEM. */
export function privateKeySetting() {
  const expected = "must be an Ed25519 private key in PEM, as made by: openssl genpkey -algorithm ed25519";
  return z.string(expected).transform((text, context): KeyObject => {
    try {
      const key = createPrivateKey(withLineBreaks(text));
      if (key.asymmetricKeyType === "ed25519") return key;
    } catch {
      // reported below: what is wrong with it in detail would show parts of it
    }
    context.addIssue({ code: "custom", message: expected });
    return z.NEVER;
  });
}

/** The public halves of the keys whose services are trusted, one PEM block after the other; several while rotating. */
export function publicKeysSetting() {
  const expected =
    "must be Ed25519 public keys in PEM, one after the other, as made by: openssl pkey -in <private key> -pubout";
  return z.string(expected).transform((text, context): KeyObject[] => {
    try {
      const blocks = withLineBreaks(text).match(PEM_BLOCK) ?? [];
      const keys = blocks.map((block) => createPublicKey(block));
      const isPublic = blocks.every((block) => block.startsWith("-----BEGIN PUBLIC KEY-----"));
      if (keys.length > 0 && isPublic && keys.every((key) => key.asymmetricKeyType === "ed25519"))
        return keys;
    } catch {
      // reported below
    }
    context.addIssue({ code: "custom", message: expected });
    return z.NEVER;
  });
}

/** Some ways to set a variable can only write line breaks as `\n`. */
function withLineBreaks(text: string): string {
  return text.replaceAll("\\n", "\n");
}
