import { type Actor, DomainError, type UserPrincipal } from "@repo/core";
import { getSession, getUser, insertAuditEvent, revokeSession } from "@repo/db";
import type { Dependencies } from "../dependencies.ts";

/** Ends the session of the call. */
export async function signOut(
  { database }: Dependencies,
  { principal, actor }: { principal: UserPrincipal; actor: Actor },
): Promise<void> {
  const { credential, userId, username } = principal;
  if (credential.kind !== "SESSION") throw new Error("only a session can be signed out of");
  await database.transaction(async (sql) => {
    await revokeSession(sql, credential.sessionId);
    await insertAuditEvent(sql, { actor, action: "SIGNED_OUT", subject: { id: userId, name: username } });
  });
}

/** Ends any of the own sessions, or anybody's for administrators. @throws DomainError NOT_FOUND */
export async function endSession(
  { database }: Dependencies,
  id: string,
  { principal, actor }: { principal: UserPrincipal; actor: Actor },
): Promise<void> {
  await database.transaction(async (sql) => {
    const session = await getSession(sql, id);
    // the same answer as for one that is not there: whose sessions exist is nobody's business
    if (session.userId !== principal.userId && principal.role !== "ADMIN") throw notFound(id);
    const { username } = await getUser(sql, session.userId);
    await revokeSession(sql, id);
    await insertAuditEvent(sql, { actor, action: "SESSION_REVOKED", subject: { id, name: username } });
  });
}

function notFound(id: string): DomainError {
  return new DomainError("NOT_FOUND", "SESSION_NOT_FOUND", `there is no session with the id ${id}`);
}
