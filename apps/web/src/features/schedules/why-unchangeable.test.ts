import { expect, test } from "bun:test";
import type { Role } from "@repo/core";
import { whyUnchangeable } from "./why-unchangeable.ts";

const NOT_YOURS = /^It belongs to bob/;
const ONLY_LOOKS = /^Your role/;

test.each<[string, Role, readonly string[], string, RegExp | undefined]>([
  // name, role, usernames of the team, owner, refusal
  ["an editor may change the own ones", "EDITOR", [], "alice", undefined],
  ["an editor may change those of a teammate", "EDITOR", ["alice", "bob"], "bob", undefined],
  ["an editor may not change those of somebody else", "EDITOR", ["alice"], "bob", NOT_YOURS],
  ["an editor without a team may change only the own ones", "EDITOR", [], "bob", NOT_YOURS],
  ["an editor may not change what belongs to nobody", "EDITOR", ["alice"], "", /belongs to nobody/],
  ["an administrator may change all", "ADMIN", [], "bob", undefined],
  ["a viewer may not even change the own ones of earlier days", "VIEWER", [], "alice", ONLY_LOOKS],
  ["a viewer may not change those of a teammate", "VIEWER", ["alice", "bob"], "bob", ONLY_LOOKS],
])("%s", (_, role, teamUsernames, owner, refusal) => {
  const team = teamUsernames.length === 0 ? "" : "payments";
  const answer = whyUnchangeable({ username: "alice", role, team, teamUsernames }, owner);
  if (refusal === undefined) expect(answer).toBeUndefined();
  else expect(answer).toMatch(refusal);
});
