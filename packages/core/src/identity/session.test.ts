import { expect, test } from "bun:test";
import { decideRefresh, type RefreshFacts } from "./session.ts";

const now = new Date("2030-01-01T00:00:00Z");
const before = new Date(now.getTime() - 1);
const after = new Date(now.getTime() + 1);
const fresh: RefreshFacts = {
  usedAt: undefined,
  session: { expiresAt: after, revokedAt: undefined },
  userIsActive: true,
  now,
};

test.each<[string, Partial<RefreshFacts>, ReturnType<typeof decideRefresh>]>([
  ["unused, in a session that goes on", {}, "REFRESH"],
  ["used before: someone has a copy", { usedAt: before }, "REUSED"],
  ["in a session at its end", { session: { expiresAt: now, revokedAt: undefined } }, "ENDED"],
  ["in a session that was revoked", { session: { expiresAt: after, revokedAt: before } }, "ENDED"],
  [
    "used, in a session that was revoked",
    { usedAt: before, session: { expiresAt: after, revokedAt: before } },
    "ENDED",
  ],
  ["of a user who is disabled", { userIsActive: false }, "ENDED"],
])("a refresh token %s", (_, facts, verdict) => {
  expect(decideRefresh({ ...fresh, ...facts })).toBe(verdict);
});
