import { DomainError, type UserPrincipal } from "@repo/core";
import { parseUuid } from "./uuid.ts";

/**
 * The user whose sessions or tokens are asked for: the caller, unless an administrator names another.
 *
 * @throws DomainError INVALID, PERMISSION_DENIED
 */
export function ownUserId(principal: UserPrincipal, asked: string): string {
  if (asked === "") return principal.userId;
  const userId = parseUuid("userId", asked);
  if (userId === principal.userId || principal.role === "ADMIN") return userId;
  throw new DomainError("PERMISSION_DENIED", "NOT_YOURS", "only administrators may ask about other users");
}
