import { type Actor, invalid, type UserPrincipal } from "@repo/core";
import { findUserByName, insertAuditEvent, revokeSessionsOf, setPassword } from "@repo/db";
import type { Dependencies } from "../dependencies.ts";
import { checkNewPassword } from "../passwords/check-new-password.ts";
import { checkFailedTries, recordTry } from "../passwords/failed-tries.ts";

export interface ChangePasswordInput {
  currentPassword: string;
  newPassword: string;
}

/** Replaces the own password and ends the other sessions. @throws DomainError INVALID, RESOURCE_EXHAUSTED */
export async function changePassword(
  { database, passwords }: Dependencies,
  { currentPassword, newPassword }: ChangePasswordInput,
  { principal, actor }: { principal: UserPrincipal; actor: Actor },
): Promise<void> {
  const { userId, username, credential } = principal;
  checkNewPassword(newPassword, { username, currentPassword });
  // whoever found an open session must not find out the password by trying
  const attempt = { username, address: actor.address, isFamiliar: true };
  await checkFailedTries(database, attempt);
  const found = await findUserByName(database, username);
  const succeeded = await passwords.matches(currentPassword, found?.passwordHash);
  await recordTry(database, attempt, { succeeded });
  if (!succeeded) throw invalid([{ field: "currentPassword", message: "is not your password" }]);

  const hash = await passwords.hash(newPassword);
  await database.transaction(async (sql) => {
    await setPassword(sql, userId, { hash, changeRequired: false });
    await revokeSessionsOf(sql, userId, credential.kind === "SESSION" ? credential.sessionId : undefined);
    const subject = { id: userId, name: username };
    await insertAuditEvent(sql, { actor, action: "PASSWORD_CHANGED", subject });
  });
}
