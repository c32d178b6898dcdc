import { z } from "zod";
import { Role } from "./role.ts";

/** The name to sign in with. It never changes and is never given to another, so that it can own things. */
export const Username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9._@-]{0,63}$/,
    "must be 1 to 64 letters, digits, dots, dashes, underscores or @, beginning with a letter or digit",
  );

export const UserState = z.enum(["ACTIVE", "DISABLED"]);
export type UserState = z.output<typeof UserState>;

/** What an administrator decides about a user, again and again. */
export const UserProfile = z.object({
  displayName: z
    .string()
    .trim()
    .max(200, "must not be longer than 200 characters")
    .regex(/^\P{Cc}*$/u, "must not contain control characters"),
  role: Role,
  /** Editors may change the schedules of everyone in their team. Empty: in no team. */
  team: z
    .string()
    .trim()
    .max(64, "must not be longer than 64 characters")
    .regex(/^\P{Cc}*$/u, "must not contain control characters"),
});
export type UserProfile = z.output<typeof UserProfile>;

export const NewUser = z.object({ username: Username, ...UserProfile.shape });
export type NewUser = z.output<typeof NewUser>;

export const User = z.object({
  id: z.uuid(),
  username: z.string(),
  ...UserProfile.shape,
  state: UserState,
  /** The password is a one-time one, which signing in replaces. */
  passwordChangeRequired: z.boolean(),
  lastSignInAt: z.date().optional(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type User = z.output<typeof User>;
