import { randomBytes } from "node:crypto";
import { newEncryptionKey, newServiceKeys } from "@repo/runtime/auth";

/** Letters and digits only: it stands in URLs and configuration files. */
function newPassword(): string {
  return randomBytes(24).toString("hex");
}

/**
 * The secrets of a system whose Postgres and Redis run beside it, by the name of their file.
 *
 * @param keyId names the encryption key, for when it is replaced one day
 */
export function newLocalSecrets(keyId: string): Record<string, string> {
  const [postgres, redis] = [newPassword(), newPassword()];
  const [master, web] = [newServiceKeys(), newServiceKeys()];
  return {
    "database-url": `postgresql://scheduler:${postgres}@postgres:5432/scheduler`,
    "postgres-password": postgres,
    "redis-url": `redis://:${redis}@redis:6379`,
    "redis-password": redis,
    "redis-auth.conf": `requirepass ${redis}`,
    "dragonfly-flags": `--requirepass=${redis}`,
    "secrets-keys": newEncryptionKey(keyId),
    "master-cron-job.pem": master.privateKey,
    "master-cron-job-public.pem": master.publicKey,
    "web.pem": web.privateKey,
    "web-public.pem": web.publicKey,
    "admin-password": randomBytes(15).toString("base64url"),
  };
}
