import { SIGN_IN_WINDOW } from "@repo/core";
import type { Sql } from "../sql.ts";

/** Rows of one statement, so that none holds its locks for long. */
const ROWS_PER_STATEMENT = 10_000;
/** A used refresh token is recognised as stolen for this long. */
const USED_TOKEN_RETENTION = 7 * 86_400_000;

export interface IdentityRetention {
  /** Milliseconds. */
  auditRetention: number;
}

/** Deletes what is no longer needed: old audit events, ended sessions, used tokens, failures that no longer count. */
export async function dropOldIdentityRows(sql: Sql, { auditRetention }: IdentityRetention): Promise<void> {
  await deleteOlder(sql, "audit_events", "id", "occurred_at", auditRetention);
  await deleteOlder(sql, "sign_in_failures", "id", "failed_at", SIGN_IN_WINDOW);
  await deleteOlder(sql, "refresh_tokens", "hash", "used_at", USED_TOKEN_RETENTION);
  await sql.query(
    `DELETE FROM refresh_tokens USING sessions WHERE sessions.id = refresh_tokens.session_id
       AND (sessions.expires_at < now() OR sessions.revoked_at < now() - $1 * interval '1 millisecond')`,
    [USED_TOKEN_RETENTION],
  );
  // ended sessions stay as long as audit events: they tell from where a user has signed in before
  await deleteOlder(sql, "sessions", "id", "expires_at", auditRetention);
  await deleteOlder(sql, "api_tokens", "id", "expires_at", auditRetention);
}

async function deleteOlder(sql: Sql, table: string, key: string, column: string, age: number): Promise<void> {
  let deleted: unknown[];
  do {
    deleted = await sql.query(
      `DELETE FROM ${table} WHERE ${key} IN (
         SELECT ${key} FROM ${table} WHERE ${column} < now() - $1 * interval '1 millisecond'
         LIMIT ${ROWS_PER_STATEMENT}) RETURNING 1`,
      [age],
    );
  } while (deleted.length === ROWS_PER_STATEMENT);
}
