import { Username } from "@repo/core";
import { durationSetting, integerSetting, ProcessConfig, RpcServerConfig, urlSetting } from "@repo/runtime";
import { encryptionKeysSetting, publicKeysSetting, ServerTlsConfig } from "@repo/runtime/auth";
import { z } from "zod";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** The environment of user-microservice. */
export const Config = z.object({
  ...ProcessConfig.shape,
  ...RpcServerConfig.shape,
  ...ServerTlsConfig.shape,
  /** Where Postgres is, and as whom to sign in there. */
  DATABASE_URL: urlSetting("postgresql", "postgres"),
  /** Connections that one process opens at most. */
  DATABASE_MAX_CONNECTIONS: integerSetting({ min: 2, max: 500 }).default(10),
  /** Encrypt secrets and signing keys in the database; the first key encrypts, all decrypt. */
  SECRETS_KEYS: encryptionKeysSetting(),
  /** Services that may say for whom they call, as the web server does. */
  SERVICE_PUBLIC_KEYS: publicKeysSetting().optional(),
  /** The first user, made when there is none. */
  ADMIN_USERNAME: Username.default("admin"),
  /** Of the first user. Not set: a one-time password is made and printed, once. */
  ADMIN_PASSWORD: z.string().min(12, "must have at least 12 characters").optional(),
  /** How long an access token can be used; it is refreshed after that. */
  ACCESS_TOKEN_LIFETIME: durationSetting({ min: "30s", max: "1h" }).default(5 * MINUTE),
  /** How long a session can be refreshed. */
  SESSION_LIFETIME: durationSetting({ min: "5m", max: "365d" }).default(30 * DAY),
  /** After this, access tokens are signed with a new key. */
  SIGNING_KEY_LIFETIME: durationSetting({ min: "1h", max: "365d" }).default(30 * DAY),
  /** How long audit events are kept. */
  AUDIT_RETENTION: durationSetting({ min: "1d", max: "3650d" }).default(365 * DAY),
});
export type Config = z.output<typeof Config>;
