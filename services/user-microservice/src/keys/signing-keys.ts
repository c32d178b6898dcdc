import {
  type Database,
  deleteOldSigningKeys,
  deleteOtherSigningKeys,
  findNewestSigningKey,
  insertSigningKey,
  lockSigningKeys,
  type Sql,
} from "@repo/db";
import { type Keyring, newSigningKeyPair, signAccessToken } from "@repo/runtime/auth";

/** Replicas rotate for each other; this long after that, all of them sign with the new key. */
const REMEMBERED_MS = 5_000;

/** The keys that access tokens are signed with. They live in the database, the private halves encrypted. */
export interface SigningKeys {
  /** Signs an access token with the newest key. */
  sign(claims: { userId: string; sessionId: string }, times: { now: Date; expiresAt: Date }): Promise<string>;
  /** Makes a new key when there is none or the newest is too old, and drops those that nobody's token needs. */
  rotateWhenOld(): Promise<void>;
}

export interface SigningKeyOptions {
  /** Milliseconds after which a key is replaced. */
  keyLifetime: number;
  /** Milliseconds that a key stays after it has signed its last token. */
  tokenLifetime: number;
  /** Milliseconds of a monotonic clock. */
  monotonicNow: () => number;
}

export function createSigningKeys(
  { database, keyring }: { database: Database; keyring: Keyring },
  { keyLifetime, tokenLifetime, monotonicNow }: SigningKeyOptions,
): SigningKeys {
  let remembered: { key: Promise<Parameters<typeof signAccessToken>[0]>; until: number } | undefined;

  async function readNewest() {
    const stored = await findNewestSigningKey(database);
    if (stored === undefined) throw new Error("there is no key to sign access tokens with");
    return { id: stored.id, privateKey: JSON.parse(keyring.open(stored.privateKey, contextOf(stored.id))) };
  }

  return {
    async sign(claims, times) {
      if (remembered === undefined || monotonicNow() >= remembered.until) {
        const key = readNewest();
        remembered = { key, until: monotonicNow() + REMEMBERED_MS };
        key.catch(() => {
          remembered = undefined;
        });
      }
      return signAccessToken(await remembered.key, claims, times);
    },
    async rotateWhenOld() {
      await database.transaction(async (sql) => {
        await lockSigningKeys(sql);
        const newest = await findNewestSigningKey(sql);
        if (newest === undefined || newest.age > keyLifetime) await addSigningKey(sql, keyring);
        // replicas may have signed with the old one for a moment longer
        await deleteOldSigningKeys(sql, tokenLifetime + 60_000);
      });
    },
  };
}

/** Makes a new key that signs from now on. @returns its id */
export async function addSigningKey(sql: Sql, keyring: Keyring): Promise<string> {
  const { id, publicKey, privateKey } = await newSigningKeyPair();
  const sealed = keyring.seal(JSON.stringify(privateKey), contextOf(id));
  await insertSigningKey(sql, { id, publicKey: { ...publicKey }, privateKey: sealed });
  return id;
}

/** Replaces the key by hand. @param revokePrevious tokens that older keys have signed are no longer accepted */
export async function rotateSigningKey(
  sql: Sql,
  keyring: Keyring,
  { revokePrevious }: { revokePrevious: boolean },
): Promise<string> {
  await lockSigningKeys(sql);
  const id = await addSigningKey(sql, keyring);
  if (revokePrevious) await deleteOtherSigningKeys(sql, id);
  return id;
}

function contextOf(id: string): string {
  return `signing-key:${id}`;
}
