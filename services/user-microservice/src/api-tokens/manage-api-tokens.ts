import {
  type Actor,
  type ApiToken,
  DomainError,
  fieldChanges,
  invalid,
  MAX_API_TOKEN_LIFETIME,
  type NewApiToken,
  roleIncludes,
  type UserPrincipal,
} from "@repo/core";
import { getApiToken, insertApiToken, insertAuditEvent, readDatabaseTime, revokeApiToken } from "@repo/db";
import { newApiToken } from "@repo/runtime/auth";
import type { Dependencies } from "../dependencies.ts";

interface Caller {
  principal: UserPrincipal;
  actor: Actor;
}

/** Makes a token. @throws DomainError INVALID, ALREADY_EXISTS, RESOURCE_EXHAUSTED */
export async function createApiToken(
  { database }: Dependencies,
  input: NewApiToken,
  { principal, actor }: Caller,
): Promise<{ apiToken: ApiToken; token: string }> {
  if (!roleIncludes(principal.role, input.role)) {
    throw invalid([{ field: "role", message: `must not be more than your own, ${principal.role}` }]);
  }
  const { token, prefix, hash } = newApiToken();
  const apiToken = await database.transaction(async (sql) => {
    checkExpiry(input.expiresAt, await readDatabaseTime(sql));
    const created = await insertApiToken(sql, { ...input, userId: principal.userId, prefix, hash });
    const { name, role, expiresAt } = created;
    await insertAuditEvent(sql, {
      actor,
      action: "API_TOKEN_CREATED",
      subject: { id: created.id, name },
      changes: fieldChanges(undefined, { name, prefix, role, expiresAt }),
    });
    return created;
  });
  return { apiToken, token };
}

/** Ends an own token, or anybody's for administrators. @throws DomainError NOT_FOUND */
export async function endApiToken(
  { database }: Dependencies,
  id: string,
  { principal, actor }: Caller,
): Promise<void> {
  await database.transaction(async (sql) => {
    const token = await getApiToken(sql, id);
    if (token.userId !== principal.userId && principal.role !== "ADMIN") {
      throw new DomainError("NOT_FOUND", "API_TOKEN_NOT_FOUND", `there is no API token with the id ${id}`);
    }
    await revokeApiToken(sql, id);
    await insertAuditEvent(sql, { actor, action: "API_TOKEN_REVOKED", subject: { id, name: token.name } });
  });
}

function checkExpiry(expiresAt: Date, now: Date): void {
  const lifetime = expiresAt.getTime() - now.getTime();
  if (lifetime > 0 && lifetime <= MAX_API_TOKEN_LIFETIME) return;
  throw invalid([{ field: "expiresAt", message: "must be in the future, and within a year from now" }]);
}
