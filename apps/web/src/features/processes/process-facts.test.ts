import { expect, test } from "bun:test";
import { isSkewNoticeable, loadInWords, shortVersion, skewInWords } from "./process-facts.ts";

test.each([
  ["1.2.3+3c2121e8f0a94c1d2b3a4f5e6d7c8b9a0f1e2d3c", "1.2.3+3c2121e"],
  ["1.2.3+unknown", "1.2.3+unknown"],
  ["dev", "dev"],
  ["", ""],
])("the version %p is written %p", (version, short) => {
  expect(shortVersion(version)).toBe(short);
});

test.each([
  [3, 200, "3 of 200"],
  [1_200, 2_000, "1,200 of 2,000"],
  [5, 0, "5"],
])("%p attempts in hand where %p fit are written %p", (runningCount, capacity, words) => {
  expect(loadInWords({ runningCount, capacity })).toBe(words);
});

test.each([
  [0, "exact", false],
  [12, "12 ms ahead", false],
  [-1_500, "1.5 s behind", true],
])("a clock that is off by %p ms is %s", (skew, words, isNoticeable) => {
  expect(skewInWords(skew)).toBe(words);
  expect(isSkewNoticeable(skew)).toBe(isNoticeable);
});
