import { z } from "zod";

/** What a user may do; each role includes the ones before. */
export const Role = z.enum(["VIEWER", "EDITOR", "ADMIN"]);
export type Role = z.output<typeof Role>;

/** Whether a role is at least another one. */
export function roleIncludes(role: Role, required: Role): boolean {
  return Role.options.indexOf(role) >= Role.options.indexOf(required);
}

/** The one of two roles that may do less. */
export function lowerRole(one: Role, other: Role): Role {
  return roleIncludes(one, other) ? other : one;
}
