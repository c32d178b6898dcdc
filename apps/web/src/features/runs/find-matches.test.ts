import { expect, test } from "bun:test";
import { findMatches, MAX_MATCHES } from "./find-matches.ts";

test.each([
  ["in any case", "Error: no error", "error", [0, 10]],
  ["one after the other, not within each other", "aaaa", "aa", [0, 2]],
  ["signs mean themselves", "a.b axb (a.b)", "a.b", [0, 9]],
  ["brackets too", "[x] {y} c:\\d", "c:\\d", [8]],
  ["letters whose length changes with their case do not shift the rest", "İ found", "found", [2]],
  ["nothing asked for", "text", "", []],
])("%s", (_, text, query, expected) => {
  expect(findMatches(text, query)).toEqual(expected);
});

test("a flood of matches is cut", () => {
  expect(findMatches("x".repeat(5_000), "x")).toHaveLength(MAX_MATCHES);
});
