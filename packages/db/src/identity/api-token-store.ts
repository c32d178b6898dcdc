import { type ApiToken, DomainError, type NewApiToken } from "@repo/core";
import { v7 as uuidv7 } from "uuid";
import type { ApiToken as ApiTokenRow } from "../generated/client.ts";
import type { Sql } from "../sql.ts";

/** Tokens of one user at a time. */
const MAX_PER_USER = 100;

/** @throws DomainError ALREADY_EXISTS, RESOURCE_EXHAUSTED */
export async function insertApiToken(
  sql: Sql,
  token: NewApiToken & { userId: string; prefix: string; hash: string },
): Promise<ApiToken> {
  const [count] = await sql.query<{ tokens: number }>(
    `SELECT count(*)::int AS tokens FROM api_tokens
     WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now()`,
    [token.userId],
  );
  if (count !== undefined && count.tokens >= MAX_PER_USER) throw tooManyTokens();
  const [row] = await sql.query<ApiTokenRow>(
    `INSERT INTO api_tokens (id, user_id, name, role, prefix, hash, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (user_id, name) WHERE revoked_at IS NULL DO NOTHING RETURNING *`,
    [uuidv7(), token.userId, token.name, token.role, token.prefix, token.hash, token.expiresAt],
  );
  if (row === undefined) throw nameTaken(token.name);
  return apiTokenOf(row);
}

/** @throws DomainError NOT_FOUND also when it has been revoked */
export async function getApiToken(sql: Sql, id: string): Promise<ApiToken> {
  const [row] = await sql.query<ApiTokenRow>(
    "SELECT * FROM api_tokens WHERE id = $1 AND revoked_at IS NULL",
    [id],
  );
  if (row === undefined) {
    throw new DomainError("NOT_FOUND", "API_TOKEN_NOT_FOUND", `there is no API token with the id ${id}`);
  }
  return apiTokenOf(row);
}

/** Tokens of a user that have not been revoked, newest first; expired ones among them. */
export async function listApiTokens(sql: Sql, userId: string): Promise<ApiToken[]> {
  const rows = await sql.query<ApiTokenRow>(
    "SELECT * FROM api_tokens WHERE user_id = $1 AND revoked_at IS NULL ORDER BY id DESC LIMIT $2",
    [userId, MAX_PER_USER],
  );
  return rows.map(apiTokenOf);
}

export async function revokeApiToken(sql: Sql, id: string): Promise<void> {
  await sql.query("UPDATE api_tokens SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL", [id]);
}

export async function revokeApiTokensOf(sql: Sql, userId: string): Promise<void> {
  await sql.query("UPDATE api_tokens SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL", [
    userId,
  ]);
}

/** Remembers that a token was used, to the minute, so that a busy one is not written with every call. */
export async function touchApiToken(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `UPDATE api_tokens SET last_used_at = now()
     WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
    [id],
  );
}

function apiTokenOf(row: ApiTokenRow): ApiToken {
  const { id, userId, name, role, prefix, expiresAt, lastUsedAt, createdAt } = row;
  return { id, userId, name, role, prefix, expiresAt, lastUsedAt: lastUsedAt ?? undefined, createdAt };
}

function nameTaken(name: string): DomainError {
  return new DomainError(
    "ALREADY_EXISTS",
    "API_TOKEN_NAME_TAKEN",
    `you have a token named "${name}" already`,
    [
      {
        field: "name",
        message: "is taken by another token of yours; revoke that one or choose another name",
      },
    ],
  );
}

function tooManyTokens(): DomainError {
  return new DomainError(
    "RESOURCE_EXHAUSTED",
    "TOO_MANY_API_TOKENS",
    `a user may have ${MAX_PER_USER} tokens; revoke those that are not used any more`,
  );
}
