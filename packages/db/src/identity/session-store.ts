import { DomainError, type RefreshFacts, type Session } from "@repo/core";
import { v7 as uuidv7 } from "uuid";
import type { Session as SessionRow } from "../generated/client.ts";
import type { Sql } from "../sql.ts";

/** A session without the question whose call it is. */
export type StoredSession = Omit<Session, "current">;

const MAX_LISTED = 500;

export interface NewSession {
  userId: string;
  address: string;
  userAgent: string;
  /** Milliseconds until it ends. */
  lifetime: number;
}

export async function insertSession(
  sql: Sql,
  { userId, address, userAgent, lifetime }: NewSession,
): Promise<StoredSession> {
  const [row] = await sql.query<SessionRow>(
    `INSERT INTO sessions (id, user_id, address, user_agent, expires_at)
     VALUES ($1, $2, $3, $4, now() + $5 * interval '1 millisecond') RETURNING *`,
    [uuidv7(), userId, address, userAgent, lifetime],
  );
  if (row === undefined) throw new Error("the statement was expected to return the session");
  return sessionOf(row);
}

export async function insertRefreshToken(sql: Sql, sessionId: string, hash: string): Promise<void> {
  await sql.query("INSERT INTO refresh_tokens (session_id, hash) VALUES ($1, $2)", [sessionId, hash]);
}

/** What is known of a presented refresh token; holds it until the transaction ends. */
export async function lockRefreshToken(
  sql: Sql,
  hash: string,
): Promise<{ facts: RefreshFacts; session: StoredSession; username: string } | undefined> {
  const [row] = await sql.query<
    SessionRow & { usedAt: Date | null; userState: string; username: string; now: Date }
  >(
    `SELECT sessions.*, refresh_tokens.used_at, users.state AS user_state, users.username, now() AS now
     FROM refresh_tokens JOIN sessions ON sessions.id = refresh_tokens.session_id
     JOIN users ON users.id = sessions.user_id
     WHERE refresh_tokens.hash = $1 FOR UPDATE OF refresh_tokens, sessions`,
    [hash],
  );
  if (row === undefined) return undefined;
  return {
    facts: {
      usedAt: row.usedAt ?? undefined,
      session: { expiresAt: row.expiresAt, revokedAt: row.revokedAt ?? undefined },
      userIsActive: row.userState === "ACTIVE",
      now: row.now,
    },
    session: sessionOf(row),
    username: row.username,
  };
}

/** Uses a refresh token up and puts its successor in its place. */
export async function replaceRefreshToken(
  sql: Sql,
  { sessionId, usedHash, newHash }: { sessionId: string; usedHash: string; newHash: string },
): Promise<void> {
  await sql.query("UPDATE refresh_tokens SET used_at = now() WHERE hash = $1", [usedHash]);
  await insertRefreshToken(sql, sessionId, newHash);
  await sql.query("UPDATE sessions SET refreshed_at = now() WHERE id = $1", [sessionId]);
}

/** @throws DomainError NOT_FOUND also when it has ended */
export async function getSession(sql: Sql, id: string): Promise<StoredSession> {
  const [row] = await sql.query<SessionRow>(
    "SELECT * FROM sessions WHERE id = $1 AND revoked_at IS NULL AND expires_at > now()",
    [id],
  );
  if (row === undefined) {
    throw new DomainError("NOT_FOUND", "SESSION_NOT_FOUND", `there is no session with the id ${id}`);
  }
  return sessionOf(row);
}

/** Sessions of a user that have not ended, newest first. */
export async function listSessions(sql: Sql, userId: string): Promise<StoredSession[]> {
  const rows = await sql.query<SessionRow>(
    `SELECT * FROM sessions WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now()
     ORDER BY id DESC LIMIT ${MAX_LISTED}`,
    [userId],
  );
  return rows.map(sessionOf);
}

export async function revokeSession(sql: Sql, id: string): Promise<void> {
  await sql.query("UPDATE sessions SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL", [id]);
}

/** @param except a session that goes on */
export async function revokeSessionsOf(sql: Sql, userId: string, except?: string): Promise<void> {
  await sql.query(
    `UPDATE sessions SET revoked_at = now()
     WHERE user_id = $1 AND revoked_at IS NULL AND id IS DISTINCT FROM $2::uuid`,
    [userId, except ?? null],
  );
}

/** Whether a user has begun a session from an address before. */
export async function hasSignedInFrom(sql: Sql, userId: string, address: string): Promise<boolean> {
  const rows = await sql.query("SELECT 1 FROM sessions WHERE user_id = $1 AND address = $2 LIMIT 1", [
    userId,
    address,
  ]);
  return rows.length > 0;
}

function sessionOf(row: SessionRow): StoredSession {
  const { id, userId, address, userAgent, createdAt, refreshedAt, expiresAt } = row;
  return { id, userId, address, userAgent, createdAt, refreshedAt, expiresAt };
}
