import type { Database } from "@repo/db";
import type { Logger } from "@repo/runtime";
import type { Keyring } from "@repo/runtime/auth";
import type { SigningKeys } from "./keys/signing-keys.ts";
import type { Passwords } from "./passwords/passwords.ts";

/** What the flows of this service work with. */
export interface Dependencies {
  database: Database;
  keyring: Keyring;
  signingKeys: SigningKeys;
  passwords: Passwords;
  logger: Logger;
  /** Milliseconds that an access token works. */
  accessTokenLifetime: number;
  /** Milliseconds that a session can be refreshed. */
  sessionLifetime: number;
}
