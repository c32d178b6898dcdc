import type { Role } from "./role.ts";

/** Who makes a call, as far as it could be proved. */
export type Principal = UserPrincipal | ServicePrincipal;

export interface UserPrincipal {
  kind: "USER";
  userId: string;
  /** Never changes and is never given to another; owns schedules. */
  username: string;
  /** What this credential allows: for an API token at most what the token allows. */
  role: Role;
  /** Empty: in no team. */
  team: string;
  credential: UserCredential;
}

/** What a user proved the identity with: by signing in, or by a token made for a program. */
export type UserCredential =
  | { kind: "SESSION"; sessionId: string }
  | { kind: "API_TOKEN"; apiTokenId: string; prefix: string };

/** Another process of this system. */
export interface ServicePrincipal {
  kind: "SERVICE";
  service: string;
}

/** Who did something, as the audit log remembers it. */
export interface Actor {
  /** A user's name or a service's. */
  name: string;
  /** Such as `session` or `api token dsk_1a2b3c4d`. */
  credential: string;
  /** Network address. */
  address: string;
  requestId: string;
}

/** Who makes a call, and how it is written down. */
export interface Caller {
  principal: Principal;
  actor: Actor;
}

/** The name under which a principal stands in logs. */
export function nameOf(principal: Principal): string {
  return principal.kind === "USER" ? principal.username : principal.service;
}

/** The credential of a principal in words; never the credential itself. */
export function describeCredential(principal: Principal): string {
  if (principal.kind === "SERVICE") return "service";
  const { credential } = principal;
  return credential.kind === "SESSION" ? "session" : `api token ${credential.prefix}`;
}
