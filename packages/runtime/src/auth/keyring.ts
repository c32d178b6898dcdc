import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { z } from "zod";

const ALGORITHM = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = "v1";

/** Keys that values are encrypted with at rest: the first encrypts, all decrypt. */
export interface Keyring {
  /**
   * Encrypts a text with AES-256-GCM.
   * @param context what the text belongs to, such as `secret:API_KEY`; it opens only with the same context
   */
  seal(text: string, context: string): string;
  /** @throws Error when the key is not in the ring, the context is another one, or the text was changed */
  open(sealed: string, context: string): string;
  /** Whether a value is encrypted with the first key; one that is not should be sealed again. */
  isCurrent(sealed: string): boolean;
}

export type EncryptionKeys = readonly { id: string; key: Buffer }[];

export function createKeyring(keys: EncryptionKeys): Keyring {
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  const [current] = keys;
  if (current === undefined) throw new Error("a keyring needs at least one key");

  return {
    seal(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, current.key, nonce).setAAD(Buffer.from(context));
      const encrypted = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, current.id, nonce.toString("base64url"), encrypted.toString("base64url")].join(".");
    },
    open(sealed, context) {
      const { keyId, nonce, encrypted } = parseSealed(sealed);
      const key = byId.get(keyId);
      if (key === undefined) throw new Error(`the encryption key "${keyId}" is not in the keyring`);
      const decipher = createDecipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context));
      decipher.setAuthTag(encrypted.subarray(-TAG_BYTES));
      const text = [decipher.update(encrypted.subarray(0, -TAG_BYTES)), decipher.final()];
      return Buffer.concat(text).toString("utf8");
    },
    isCurrent: (sealed) => parseSealed(sealed).keyId === current.id,
  };
}

function parseSealed(sealed: string): { keyId: string; nonce: Buffer; encrypted: Buffer } {
  const [version, keyId, nonce, encrypted] = sealed.split(".");
  if (version !== VERSION || !keyId || !nonce || !encrypted) throw new Error("this is not a sealed text");
  return { keyId, nonce: Buffer.from(nonce, "base64url"), encrypted: Buffer.from(encrypted, "base64url") };
}

/** Keys as `id:base64, …`, the current one first; an id says which key a stored value needs. */
export function encryptionKeysSetting() {
  const expected =
    "must be keys such as 2026-11:<32 bytes in base64>, separated by commas, the current one first; " +
    "make one with: openssl rand -base64 32";
  return z.string(expected).transform((text, context): EncryptionKeys => {
    const keys = text.split(",").map((entry) => {
      const [, id = "", base64 = ""] = /^\s*([\w-]{1,32}):([A-Za-z0-9+/_-]+={0,2})\s*$/.exec(entry) ?? [];
      return { id, key: Buffer.from(base64, "base64") };
    });
    const areDistinct = new Set(keys.map(({ id }) => id)).size === keys.length;
    if (areDistinct && keys.every(({ id, key }) => id !== "" && key.length === KEY_BYTES)) return keys;
    context.addIssue({ code: "custom", message: expected });
    return z.NEVER;
  });
}

/** A new key in the form of {@link encryptionKeysSetting}. */
export function newEncryptionKey(id: string): string {
  return `${id}:${randomBytes(KEY_BYTES).toString("base64")}`;
}

/** What the value of a target's secret is sealed to: one cannot be passed off as another. */
export function secretContextOf(name: string): string {
  return `secret:${name}`;
}
