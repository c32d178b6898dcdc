import { mayChange, roleIncludes } from "@repo/core";
import type { SignedInUser } from "@/server/session/current-user.ts";

/**
 * Why the API would refuse to let a user change schedules of an owner, or their runs, so that nothing is offered that
 * cannot be done.
 *
 * @returns undefined when the user may
 */
export function whyUnchangeable(
  { username, role, team, teamUsernames }: Pick<SignedInUser, "username" | "role" | "team" | "teamUsernames">,
  owner: string,
): string | undefined {
  const ownerTeam = teamUsernames.includes(owner) ? team : undefined;
  if (mayChange({ kind: "USER", username, role, team }, { owner, ownerTeam })) return undefined;
  if (!roleIncludes(role, "EDITOR")) return "Your role lets you look at schedules, not change them.";
  return `It belongs to ${owner || "nobody"}: its owner, the owner’s team or an administrator may change it.`;
}
