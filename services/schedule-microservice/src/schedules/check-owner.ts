import { mayChange, notYours, type Principal } from "@repo/core";
import { findTeamOf, type Sql } from "@repo/db";

/** @throws DomainError PERMISSION_DENIED when somebody may see a schedule of this owner but not change it */
export async function checkOwner(sql: Sql, principal: Principal, owner: string): Promise<void> {
  const isOwn = principal.kind === "USER" && principal.username === owner;
  const ownerTeam = isOwn ? undefined : await findTeamOf(sql, owner);
  if (!mayChange(principal, { owner, ownerTeam })) throw notYours(owner);
}
