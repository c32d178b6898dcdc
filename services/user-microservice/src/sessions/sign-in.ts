import { type Actor, DomainError, type User, Username } from "@repo/core";
import {
  findUserByName,
  hasSignedInFrom,
  insertAuditEvent,
  insertRefreshToken,
  insertSession,
  recordSignIn,
  setPassword,
  type UserWithPassword,
} from "@repo/db";
import { newRefreshToken } from "@repo/runtime/auth";
import type { Dependencies } from "../dependencies.ts";
import { checkNewPassword } from "../passwords/check-new-password.ts";
import { checkFailedTries, recordTry } from "../passwords/failed-tries.ts";
import { issueTokens, type SessionTokens } from "./session-tokens.ts";

const MAX_PASSWORD_LENGTH = 1_024;

export interface SignInInput {
  username: string;
  password: string;
  /** Empty: the password stays. */
  newPassword: string;
}

export interface SignInOrigin {
  address: string;
  userAgent: string;
  requestId: string;
}

/**
 * Begins a session.
 *
 * @throws DomainError UNAUTHENTICATED with the same words for a wrong name, a wrong password and a disabled user;
 *   RESOURCE_EXHAUSTED after too many failures; FAILED_PRECONDITION when a one-time password has to be replaced
 */
export async function signIn(
  dependencies: Dependencies,
  input: SignInInput,
  origin: SignInOrigin,
): Promise<{ tokens: SessionTokens; user: User }> {
  const { user, passwordHash } = await checkPassword(dependencies, input, origin.address);
  if (user.passwordChangeRequired && input.newPassword === "") throw passwordChangeRequired();
  const newHash = await hashNewPassword(dependencies, input);
  const actor: Actor = {
    name: user.username,
    credential: "password",
    address: origin.address,
    requestId: origin.requestId,
  };
  const refresh = newRefreshToken();

  const { session, signedIn } = await dependencies.database.transaction(async (sql) => {
    const subject = { id: user.id, name: user.username };
    let signedIn = await recordSignIn(sql, user.id, passwordHash);
    if (signedIn === undefined) throw wrongNameOrPassword();
    if (newHash !== undefined) {
      signedIn = await setPassword(sql, user.id, { hash: newHash, changeRequired: false });
      await insertAuditEvent(sql, { actor, action: "PASSWORD_CHANGED", subject });
    }
    const session = await insertSession(sql, {
      userId: user.id,
      address: origin.address,
      userAgent: origin.userAgent,
      lifetime: dependencies.sessionLifetime,
    });
    await insertRefreshToken(sql, session.id, refresh.hash);
    await insertAuditEvent(sql, { actor, action: "SIGNED_IN", subject });
    return { session, signedIn };
  });
  return { tokens: await issueTokens(dependencies, session, refresh.token), user: signedIn };
}

async function checkPassword(
  { database, passwords }: Dependencies,
  { username: typed, password }: SignInInput,
  address: string,
): Promise<UserWithPassword> {
  const username = Username.safeParse(typed).data ?? "";
  const found = username === "" ? undefined : await findUserByName(database, username);
  const isFamiliar = found !== undefined && (await hasSignedInFrom(database, found.user.id, address));
  const attempt = { username, address, isFamiliar };
  await checkFailedTries(database, attempt);

  const isRight =
    password.length <= MAX_PASSWORD_LENGTH && (await passwords.matches(password, found?.passwordHash));
  const succeeded = isRight && found?.user.state === "ACTIVE";
  await recordTry(database, attempt, { succeeded });
  if (!succeeded) throw wrongNameOrPassword();
  return found;
}

async function hashNewPassword(
  { passwords }: Dependencies,
  { username, password, newPassword }: SignInInput,
): Promise<string | undefined> {
  if (newPassword === "") return undefined;
  checkNewPassword(newPassword, { username, currentPassword: password });
  return passwords.hash(newPassword);
}

function wrongNameOrPassword(): DomainError {
  return new DomainError("UNAUTHENTICATED", "WRONG_NAME_OR_PASSWORD", "the name or the password is wrong");
}

function passwordChangeRequired(): DomainError {
  return new DomainError(
    "FAILED_PRECONDITION",
    "PASSWORD_CHANGE_REQUIRED",
    "this is a one-time password: sign in with it and a new password",
    [{ field: "newPassword", message: "is required: the password until now was a one-time one" }],
  );
}
