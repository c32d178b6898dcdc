import type { Role } from "@repo/core";
import type { Sql } from "../sql.ts";
import { touchApiToken } from "./api-token-store.ts";
import { listVerificationKeys } from "./signing-key-store.ts";

/** The user behind a credential, as far as calls are decided by it. */
export interface CredentialOwner {
  userId: string;
  username: string;
  role: Role;
  team: string;
}

const OWNER = "users.id AS user_id, users.username, users.role, users.team";

/** The user of a session; undefined when the session has ended or the user is disabled. */
export async function findSessionOwner(sql: Sql, sessionId: string): Promise<CredentialOwner | undefined> {
  const [row] = await sql.query<CredentialOwner>(
    `SELECT ${OWNER} FROM sessions JOIN users ON users.id = sessions.user_id
     WHERE sessions.id = $1 AND sessions.revoked_at IS NULL AND sessions.expires_at > now()
       AND users.state = 'ACTIVE'`,
    [sessionId],
  );
  return row;
}

/** An API token that works, with its user. */
export interface StoredCredential extends CredentialOwner {
  apiTokenId: string;
  /** The most the token may do. */
  tokenRole: Role;
  hash: string;
}

/** The API token of a prefix; undefined when it has ended or its user is disabled. */
export async function findApiTokenOwner(sql: Sql, prefix: string): Promise<StoredCredential | undefined> {
  const [row] = await sql.query<StoredCredential>(
    `SELECT ${OWNER}, api_tokens.id AS api_token_id, api_tokens.role AS token_role, api_tokens.hash
     FROM api_tokens JOIN users ON users.id = api_tokens.user_id
     WHERE api_tokens.prefix = $1 AND api_tokens.revoked_at IS NULL AND api_tokens.expires_at > now()
       AND users.state = 'ACTIVE'`,
    [prefix],
  );
  return row;
}

/** What an authenticator asks for. */
export function createCredentialLookup(sql: Sql) {
  return {
    listVerificationKeys: () => listVerificationKeys(sql),
    findSessionOwner: (sessionId: string) => findSessionOwner(sql, sessionId),
    findApiTokenOwner: (prefix: string) => findApiTokenOwner(sql, prefix),
    touchApiToken: (apiTokenId: string) => touchApiToken(sql, apiTokenId),
  };
}
