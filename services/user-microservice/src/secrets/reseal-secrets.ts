import { listSealedSecrets, replaceSealedValue } from "@repo/db";
import { secretContextOf } from "@repo/runtime/auth";
import type { Dependencies } from "../dependencies.ts";

/** Encrypts with the first key of the ring what an older one has encrypted, so that the older one can be given up. */
export async function resealSecrets({ database, keyring, logger }: Dependencies): Promise<void> {
  const old = (await listSealedSecrets(database)).filter(({ value }) => !keyring.isCurrent(value));
  for (const { name, value } of old) {
    const context = secretContextOf(name);
    const sealed = keyring.seal(keyring.open(value, context), context);
    await replaceSealedValue(database, { name, from: value, to: sealed });
  }
  if (old.length > 0) logger.info({ secrets: old.length }, "secrets are encrypted with the current key now");
}
