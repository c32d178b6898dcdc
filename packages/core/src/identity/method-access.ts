import type { Principal } from "./principal.ts";
import { Role, roleIncludes } from "./role.ts";

/**
 * Who may call a method: everyone (`PUBLIC`), other processes of this system (`SERVICE`), users of a role or a higher
 * one, or such users who are signed in themselves, which an API token is not (`…_IN_PERSON`).
 */
export const METHOD_ACCESSES = [
  "PUBLIC",
  "SERVICE",
  "VIEWER",
  "EDITOR",
  "ADMIN",
  "VIEWER_IN_PERSON",
  "ADMIN_IN_PERSON",
] as const;
export type MethodAccess = (typeof METHOD_ACCESSES)[number];

/** Why a call is not allowed, if it is not. */
export type AccessVerdict =
  | { allowed: true }
  | { allowed: false; reason: "NOT_SIGNED_IN" | "ROLE_TOO_LOW" | "NOT_FOR_SERVICES" | "ONLY_FOR_SERVICES" }
  | { allowed: false; reason: "NOT_BY_API_TOKEN" };

const IN_PERSON = "_IN_PERSON";

/** @param principal who calls; undefined when nobody proved to be anybody */
export function decideAccess(access: MethodAccess, principal: Principal | undefined): AccessVerdict {
  if (access === "PUBLIC") return { allowed: true };
  if (principal === undefined) return { allowed: false, reason: "NOT_SIGNED_IN" };
  if (access === "SERVICE") {
    return principal.kind === "SERVICE" ? { allowed: true } : { allowed: false, reason: "ONLY_FOR_SERVICES" };
  }
  if (principal.kind === "SERVICE") return { allowed: false, reason: "NOT_FOR_SERVICES" };
  const required = Role.parse(access.replace(IN_PERSON, ""));
  if (!roleIncludes(principal.role, required)) return { allowed: false, reason: "ROLE_TOO_LOW" };
  if (access.endsWith(IN_PERSON) && principal.credential.kind !== "SESSION") {
    return { allowed: false, reason: "NOT_BY_API_TOKEN" };
  }
  return { allowed: true };
}
