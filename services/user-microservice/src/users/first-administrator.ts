import { type Database, hasUsers, insertUser, lockUsers } from "@repo/db";
import { newOneTimePassword } from "../passwords/one-time-password.ts";
import type { Passwords } from "../passwords/passwords.ts";

/**
 * Makes the first user, an administrator, when there is no user at all.
 *
 * @param password absent: a one-time password is made, which the first sign-in replaces
 * @returns the one-time password, when one was made: nobody can find it out later
 */
export async function createFirstAdministrator(
  { database, passwords }: { database: Database; passwords: Passwords },
  { username, password }: { username: string; password: string | undefined },
): Promise<string | undefined> {
  if (await hasUsers(database)) return undefined;
  const oneTimePassword = password === undefined ? newOneTimePassword() : undefined;
  const hash = await passwords.hash(password ?? oneTimePassword ?? "");
  return database.transaction(async (sql) => {
    // two replicas that start at once must not print two passwords of which one works
    await lockUsers(sql);
    if (await hasUsers(sql)) return undefined;
    await insertUser(
      sql,
      { username, displayName: "Administrator", role: "ADMIN", team: "" },
      { hash, changeRequired: oneTimePassword !== undefined },
    );
    return oneTimePassword;
  });
}
