import { type Actor, DomainError, fieldChanges, type NewUser, type User, type UserProfile } from "@repo/core";
import {
  type Database,
  getUser,
  hasActiveAdministrator,
  insertAuditEvent,
  insertUser,
  lockUsers,
  revokeApiTokensOf,
  revokeSessionsOf,
  type Sql,
  setPassword,
  setUserState,
  updateUserProfile,
} from "@repo/db";
import type { Dependencies } from "../dependencies.ts";
import { newOneTimePassword } from "../passwords/one-time-password.ts";

/** Creates a user with a one-time password. @throws DomainError ALREADY_EXISTS */
export async function createUser(
  { database, passwords }: Dependencies,
  input: NewUser,
  actor: Actor,
): Promise<{ user: User; oneTimePassword: string }> {
  const oneTimePassword = newOneTimePassword();
  const hash = await passwords.hash(oneTimePassword);
  const user = await database.transaction(async (sql) => {
    const created = await insertUser(sql, input, { hash, changeRequired: true });
    await audit(sql, { actor, action: "USER_CREATED", before: undefined, after: created });
    return created;
  });
  return { user, oneTimePassword };
}

/** @throws DomainError NOT_FOUND, FAILED_PRECONDITION */
export function updateUser(
  { database }: Dependencies,
  { id, profile }: { id: string; profile: UserProfile },
  actor: Actor,
): Promise<User> {
  return changeUser(database, { id, actor, action: "USER_UPDATED" }, (sql) =>
    updateUserProfile(sql, id, profile),
  );
}

/** Ends everything the user is signed in with. @throws DomainError NOT_FOUND, FAILED_PRECONDITION */
export function disableUser({ database }: Dependencies, id: string, actor: Actor): Promise<User> {
  return changeUser(database, { id, actor, action: "USER_DISABLED" }, async (sql) => {
    await revokeSessionsOf(sql, id);
    await revokeApiTokensOf(sql, id);
    return setUserState(sql, id, "DISABLED");
  });
}

/** @throws DomainError NOT_FOUND */
export function enableUser({ database }: Dependencies, id: string, actor: Actor): Promise<User> {
  return changeUser(database, { id, actor, action: "USER_ENABLED" }, (sql) =>
    setUserState(sql, id, "ACTIVE"),
  );
}

/** Gives a user a one-time password and ends the sessions. @throws DomainError NOT_FOUND */
export async function resetPassword(
  { database, passwords }: Dependencies,
  id: string,
  actor: Actor,
): Promise<string> {
  const oneTimePassword = newOneTimePassword();
  const hash = await passwords.hash(oneTimePassword);
  await changeUser(database, { id, actor, action: "PASSWORD_RESET" }, async (sql) => {
    await revokeSessionsOf(sql, id);
    return setPassword(sql, id, { hash, changeRequired: true });
  });
  return oneTimePassword;
}

interface UserChange {
  id: string;
  actor: Actor;
  action: "USER_UPDATED" | "USER_DISABLED" | "USER_ENABLED" | "PASSWORD_RESET";
}

async function changeUser(
  database: Database,
  { id, actor, action }: UserChange,
  change: (sql: Sql) => Promise<User>,
): Promise<User> {
  return database.transaction(async (sql) => {
    // two administrators who demote each other at once must not both succeed
    await lockUsers(sql);
    const before = await getUser(sql, id);
    const after = await change(sql);
    if (!(await hasActiveAdministrator(sql))) throw lastAdministrator(before.username);
    await audit(sql, { actor, action, before, after });
    return after;
  });
}

async function audit(
  sql: Sql,
  event: {
    actor: Actor;
    action: UserChange["action"] | "USER_CREATED";
    before: User | undefined;
    after: User;
  },
): Promise<void> {
  const { actor, action, before, after } = event;
  const changes = fieldChanges(before && shownOf(before), shownOf(after));
  await insertAuditEvent(sql, { actor, action, subject: { id: after.id, name: after.username }, changes });
}

function shownOf({ username, displayName, role, team, state, passwordChangeRequired }: User) {
  return { username, displayName, role, team, state, passwordChangeRequired };
}

function lastAdministrator(username: string): DomainError {
  return new DomainError(
    "FAILED_PRECONDITION",
    "LAST_ADMINISTRATOR",
    `${username} is the last administrator; make somebody else one first`,
  );
}
