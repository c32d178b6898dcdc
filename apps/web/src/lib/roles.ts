import type { Role } from "@repo/core";

export const ROLE_LABELS = {
  VIEWER: "Viewer",
  EDITOR: "Editor",
  ADMIN: "Administrator",
} satisfies Record<Role, string>;

/** What each role may do, in a sentence. */
export const ROLE_DESCRIPTIONS = {
  VIEWER: "Sees schedules and runs.",
  EDITOR: "Also makes schedules, and changes the own ones and those of the own team.",
  ADMIN: "Also changes every schedule, manages users and secrets, and reads the audit log.",
} satisfies Record<Role, string>;
