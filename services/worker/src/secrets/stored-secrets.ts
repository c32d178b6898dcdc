import { type Database, readSealedSecrets, type SealedSecret } from "@repo/db";
import type { Logger } from "@repo/runtime";
import { type Keyring, secretContextOf } from "@repo/runtime/auth";
import { type ResolvedSecret, type SecretSource, TargetError } from "../targets/index.ts";

/**
 * The secrets in the database, decrypted only here and only when a run names them.
 *
 * @param keyring absent: this worker has no key, and runs that name a secret fail
 */
export function createStoredSecrets(
  { database, logger }: { database: Database; logger: Logger },
  keyring: Keyring | undefined,
): SecretSource {
  function decrypt({ name, hosts, value }: SealedSecret, keys: Keyring): ResolvedSecret {
    try {
      return { name, hosts, value: keys.open(value, secretContextOf(name)) };
    } catch (err) {
      logger.error({ err, secretName: name }, "a secret cannot be decrypted");
      throw new TargetError(`the secret ${name} cannot be decrypted with the keys of this worker`);
    }
  }

  return async (names) => {
    if (keyring === undefined) {
      throw new TargetError("this worker has no SECRETS_KEYS and cannot run targets that name a secret");
    }
    const sealed = await readSealedSecrets(database, names);
    return sealed.map((secret) => decrypt(secret, keyring));
  };
}
