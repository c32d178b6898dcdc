import { expect, test } from "bun:test";
import { isUsable } from "./access-token.ts";

const now = Date.parse("2030-01-01T00:00:00Z");
const tokenUntil = (ms: number) =>
  `header.${Buffer.from(JSON.stringify({ exp: (now + ms) / 1_000 })).toString("base64url")}.signature`;

test.each<[string, string | undefined, boolean]>([
  ["with minutes left", tokenUntil(300_000), true],
  ["about to expire", tokenUntil(20_000), false],
  ["expired", tokenUntil(-1_000), false],
  ["without an expiry", "header.e30.signature", false],
  ["that is none", "nonsense", false],
  ["that is missing", undefined, false],
])("an access token %s", (_, token, expected) => {
  expect(isUsable(token, now)).toBe(expected);
});
