import { expect, test } from "bun:test";
import { readRunPage, writeRunPage } from "./run-page-token.ts";

test.each([
  ["with the instant it was read at", { dueUntil: new Date(1_800_000_000_000), token: "abc.def" }],
  ["without a bound", { dueUntil: undefined, token: "abc" }],
])("a page %s, there and back", (_, page) => {
  expect(readRunPage(writeRunPage(page))).toEqual(page);
});

test.each(["", "abc", "12.", "soon.abc"])("%p is the first page", (text) => {
  expect(readRunPage(text)).toBeUndefined();
});

test("the first page needs no words", () => {
  expect(writeRunPage({ dueUntil: new Date(1), token: "" })).toBe("");
});
