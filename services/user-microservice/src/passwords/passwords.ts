import { hash, verify } from "@node-rs/argon2";
import { DomainError } from "@repo/core";
import pLimit from "p-limit";

/** OWASP's parameters for argon2id, the library's algorithm: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Hashing takes tens of milliseconds of one core each. */
const CONCURRENCY = 2;
/** More than this would wait for seconds; who tries to sign in then is asked to come back. */
const MAX_WAITING = 50;

/** Hashes and checks passwords, a bounded number at a time. */
export interface Passwords {
  /** @throws DomainError RESOURCE_EXHAUSTED */
  hash(password: string): Promise<string>;
  /**
   * Takes the same time whether there is a hash or not, so that it does not tell which names exist.
   * @throws DomainError RESOURCE_EXHAUSTED
   */
  matches(password: string, storedHash: string | undefined): Promise<boolean>;
}

export async function createPasswords(): Promise<Passwords> {
  const limit = pLimit(CONCURRENCY);
  const nobodysHash = await hash(crypto.randomUUID(), PARAMETERS);

  async function bounded<T>(work: () => Promise<T>): Promise<T> {
    if (limit.pendingCount >= MAX_WAITING) throw tooBusy();
    return limit(work);
  }

  return {
    hash: (password) => bounded(() => hash(password, PARAMETERS)),
    async matches(password, storedHash) {
      const isMatch = await bounded(() => verify(storedHash ?? nobodysHash, password));
      return isMatch && storedHash !== undefined;
    },
  };
}

function tooBusy(): DomainError {
  const message = "too many people sign in at this moment; try again in a few seconds";
  return new DomainError("RESOURCE_EXHAUSTED", "SIGN_IN_BUSY", message);
}
