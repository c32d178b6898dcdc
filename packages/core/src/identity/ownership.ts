import { DomainError } from "../errors.ts";
import type { ServicePrincipal, UserPrincipal } from "./principal.ts";

/** Somebody as far as ownership matters. */
export type OwnershipPrincipal =
  | ServicePrincipal
  | Pick<UserPrincipal, "kind" | "role" | "username" | "team">;

/**
 * The rule of ownership: a schedule belongs to the user who made it and to the team that user is in. Editors change
 * their own schedules and those of their team, administrators all.
 *
 * @param ownerTeam the team that the owner is in today; empty or absent: none
 */
export function mayChange(
  principal: OwnershipPrincipal,
  { owner, ownerTeam }: { owner: string; ownerTeam: string | undefined },
): boolean {
  if (principal.kind === "SERVICE") return false;
  const { role, username, team } = principal;
  if (role === "ADMIN") return true;
  if (role !== "EDITOR") return false;
  return username === owner || (team !== "" && team === ownerTeam);
}

/** The refusal of someone who may see a schedule but not change it. */
export function notYours(owner: string): DomainError {
  return new DomainError(
    "PERMISSION_DENIED",
    "NOT_YOUR_SCHEDULE",
    `the schedule belongs to ${owner || "nobody"}; its owner, the owner's team or an administrator may change it`,
  );
}
