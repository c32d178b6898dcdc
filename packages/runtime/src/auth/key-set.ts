import { type CryptoKey, importJWK, type JWK } from "jose";

/** Keys that have been taken away are no longer accepted after this. */
const MAX_AGE_MS = 5_000;
/** Tokens that name made-up keys do not cause more reads than this. */
const MIN_AGE_MS = 1_000;

/** Public keys by id, read again when they are old or an unknown one is asked for. */
export interface KeySet {
  find(id: string): Promise<CryptoKey | Uint8Array | undefined>;
}

/** @param now milliseconds of a monotonic clock */
export function createKeySet(
  read: () => Promise<readonly { id: string; publicKey: JWK }[]>,
  now: () => number,
): KeySet {
  let loadedAt = Number.NEGATIVE_INFINITY;
  let keys: ReturnType<typeof load> | undefined;

  async function load() {
    const stored = await read();
    const imported = stored.map(
      async ({ id, publicKey }) => [id, await importJWK(publicKey, "EdDSA")] as const,
    );
    return new Map(await Promise.all(imported));
  }

  function reload() {
    loadedAt = now();
    const loading = load();
    keys = loading;
    loading.catch(() => {
      // the next caller tries again
      loadedAt = Number.NEGATIVE_INFINITY;
    });
    return loading;
  }

  return {
    async find(id) {
      const isOld = now() - loadedAt > MAX_AGE_MS;
      const known = await (keys === undefined || isOld ? reload() : keys);
      const key = known.get(id);
      if (key !== undefined || now() - loadedAt < MIN_AGE_MS) return key;
      return (await reload()).get(id);
    },
  };
}
