import { expect, test } from "bun:test";
import { mayChange } from "./ownership.ts";
import type { Role } from "./role.ts";

test.each<[string, Role, string, string, string | undefined, boolean]>([
  // name, role, own team, owner, owner's team, may
  ["an editor, the own one", "EDITOR", "", "alice", undefined, true],
  ["an editor, a stranger's", "EDITOR", "", "bob", undefined, false],
  ["an editor, a teammate's", "EDITOR", "payments", "bob", "payments", true],
  ["an editor, another team's", "EDITOR", "payments", "bob", "search", false],
  ["an editor in no team, of someone in no team", "EDITOR", "", "bob", "", false],
  ["a viewer, the own one of earlier days", "VIEWER", "", "alice", undefined, false],
  ["a viewer, a teammate's", "VIEWER", "payments", "bob", "payments", false],
  ["an administrator, anybody's", "ADMIN", "", "bob", undefined, true],
  ["an administrator, one that belongs to nobody", "ADMIN", "", "", undefined, true],
])("%s", (_, role, team, owner, ownerTeam, expected) => {
  const credential = { kind: "SESSION", sessionId: "s" } as const;
  const principal = { kind: "USER", userId: "u", username: "alice", role, team, credential } as const;
  expect(mayChange(principal, { owner, ownerTeam })).toBe(expected);
});

test("a service changes no schedule", () => {
  const owned = { owner: "master", ownerTeam: "" };
  expect(mayChange({ kind: "SERVICE", service: "master" }, owned)).toBe(false);
});
