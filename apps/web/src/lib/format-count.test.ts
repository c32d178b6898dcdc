import { expect, test } from "bun:test";
import { countOf, formatCompactCount, formatShare } from "./format-count.ts";

test.each([
  ["all", 20, 20, "100 %"],
  ["one of very many missing", 99_999, 100_000, "99.99 %"],
  ["two thirds", 2, 3, "66.66 %"],
  ["none", 0, 7, "0 %"],
])("the share of %s", (_, part, whole, expected) => {
  expect(formatShare(part, whole)).toBe(expected);
});

test("a count agrees with its noun", () => {
  expect([0, 1, 1_234].map((count) => countOf(count, "run"))).toEqual(["0 runs", "1 run", "1,234 runs"]);
});

test("where there is no room a count is rounded", () => {
  expect([12, 1_249, 1_200_000].map(formatCompactCount)).toEqual(["12", "1.2K", "1.2M"]);
});
