import { DomainError, type NewUser, type User, type UserProfile, type UserState } from "@repo/core";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "../database.ts";
import { escapeLike } from "../escape-like.ts";
import type { User as UserRow } from "../generated/client.ts";
import type { Sql } from "../sql.ts";

export interface NewPassword {
  hash: string;
  /** The password is a one-time one. */
  changeRequired: boolean;
}

/** A user with what signing in needs. */
export interface UserWithPassword {
  user: User;
  passwordHash: string;
}

/** @throws DomainError ALREADY_EXISTS */
export async function insertUser(sql: Sql, user: NewUser, password: NewPassword): Promise<User> {
  const [row] = await sql.query<UserRow>(
    `INSERT INTO users (id, username, display_name, role, team, state, password_hash, password_change_required)
     VALUES ($1, $2, $3, $4, $5, 'ACTIVE', $6, $7)
     ON CONFLICT (username) DO NOTHING RETURNING *`,
    [uuidv7(), user.username, user.displayName, user.role, user.team, password.hash, password.changeRequired],
  );
  if (row === undefined) throw usernameTaken(user.username);
  return userOf(row);
}

/** Whether anybody could sign in at all. */
export async function hasUsers(sql: Sql): Promise<boolean> {
  return (await sql.query("SELECT 1 FROM users LIMIT 1")).length > 0;
}

/** Makes later callers wait until the transaction ends: for the first user, and for the last administrator. */
export async function lockUsers(sql: Sql): Promise<void> {
  await sql.query("LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE");
}

/** @throws DomainError NOT_FOUND */
export async function getUser(sql: Sql, id: string): Promise<User> {
  const [row] = await sql.query<UserRow>("SELECT * FROM users WHERE id = $1", [id]);
  if (row === undefined) throw userNotFound(id);
  return userOf(row);
}

export async function findUserByName(sql: Sql, username: string): Promise<UserWithPassword | undefined> {
  const [row] = await sql.query<UserRow>("SELECT * FROM users WHERE username = $1", [username]);
  return row && { user: userOf(row), passwordHash: row.passwordHash };
}

/** A page of users, newest first. @param nameContains in the name or the display name; empty: all */
export async function listUsers(
  database: Database,
  { nameContains, beforeId, limit }: { nameContains: string; beforeId: string | undefined; limit: number },
): Promise<User[]> {
  // Prisma leaves wildcards as they are
  const contains = { contains: escapeLike(nameContains), mode: "insensitive" } as const;
  const rows = await database.prisma.user.findMany({
    where: {
      ...(nameContains !== "" && { OR: [{ username: contains }, { displayName: contains }] }),
      ...(beforeId !== undefined && { id: { lt: beforeId } }),
    },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map(userOf);
}

/** @throws DomainError NOT_FOUND */
export async function updateUserProfile(sql: Sql, id: string, profile: UserProfile): Promise<User> {
  const [row] = await sql.query<UserRow>(
    `UPDATE users SET display_name = $2, role = $3, team = $4, updated_at = now() WHERE id = $1 RETURNING *`,
    [id, profile.displayName, profile.role, profile.team],
  );
  if (row === undefined) throw userNotFound(id);
  return userOf(row);
}

/** @throws DomainError NOT_FOUND */
export async function setUserState(sql: Sql, id: string, state: UserState): Promise<User> {
  const [row] = await sql.query<UserRow>(
    "UPDATE users SET state = $2, updated_at = now() WHERE id = $1 RETURNING *",
    [id, state],
  );
  if (row === undefined) throw userNotFound(id);
  return userOf(row);
}

/** @throws DomainError NOT_FOUND */
export async function setPassword(sql: Sql, id: string, password: NewPassword): Promise<User> {
  const [row] = await sql.query<UserRow>(
    `UPDATE users SET password_hash = $2, password_change_required = $3, updated_at = now()
     WHERE id = $1 RETURNING *`,
    [id, password.hash, password.changeRequired],
  );
  if (row === undefined) throw userNotFound(id);
  return userOf(row);
}

/**
 * Notes a sign-in and holds the user until the transaction ends.
 *
 * @returns undefined when the user was disabled, or given another password, since the password was checked
 */
export async function recordSignIn(sql: Sql, id: string, passwordHash: string): Promise<User | undefined> {
  const [row] = await sql.query<UserRow>(
    `UPDATE users SET last_sign_in_at = now()
     WHERE id = $1 AND password_hash = $2 AND state = 'ACTIVE' RETURNING *`,
    [id, passwordHash],
  );
  return row && userOf(row);
}

/** Whether somebody can manage users. */
export async function hasActiveAdministrator(sql: Sql): Promise<boolean> {
  const rows = await sql.query("SELECT 1 FROM users WHERE role = 'ADMIN' AND state = 'ACTIVE' LIMIT 1");
  return rows.length > 0;
}

/** The team that the user of this name is in. */
export async function findTeamOf(sql: Sql, username: string): Promise<string | undefined> {
  const [row] = await sql.query<{ team: string }>("SELECT team FROM users WHERE username = $1", [username]);
  return row?.team;
}

/** Names of the users in a team, disabled ones too, in order; at most so many. */
export async function listUsernamesOfTeam(sql: Sql, team: string, limit: number): Promise<string[]> {
  const rows = await sql.query<{ username: string }>(
    "SELECT username FROM users WHERE team = $1 ORDER BY username LIMIT $2",
    [team, limit],
  );
  return rows.map((row) => row.username);
}

function userOf(row: UserRow): User {
  const { passwordHash: _, lastSignInAt, ...user } = row;
  return { ...user, lastSignInAt: lastSignInAt ?? undefined };
}

function userNotFound(id: string): DomainError {
  return new DomainError("NOT_FOUND", "USER_NOT_FOUND", `there is no user with the id ${id}`);
}

function usernameTaken(username: string): DomainError {
  return new DomainError("ALREADY_EXISTS", "USERNAME_TAKEN", `a user named "${username}" exists already`, [
    { field: "username", message: "is taken; names are never given again" },
  ]);
}
