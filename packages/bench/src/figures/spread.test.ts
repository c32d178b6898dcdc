import { expect, test } from "bun:test";
import { quantileOf, ratioOf, spreadOf } from "./spread.ts";

test.each<[string, number[], number, number]>([
  ["the median of three", [1, 2, 9], 0.5, 2],
  ["the largest of all", [1, 2, 9], 1, 9],
  ["the smallest of all", [1, 2, 9], 0, 1],
  ["one value has every quantile", [7], 0.99, 7],
  ["the 99th of a hundred", Array.from({ length: 100 }, (_, i) => i + 1), 0.99, 100],
])("%s", (_name, sorted, share, value) => {
  expect(quantileOf(sorted, share)).toBe(value);
});

test("a quantile of nothing is not a number", () => {
  expect(quantileOf([], 0.5)).toBeNaN();
});

test("a spread does not depend on the order of the rounds", () => {
  expect(spreadOf([30, 10, 20])).toEqual({ median: 20, low: 10, high: 30 });
});

test("ratios are taken within a round, not between medians", () => {
  // the machine was four times slower in the second round: both contenders were
  expect(ratioOf([2, 8], [1, 4])).toEqual({ median: 2, low: 2, high: 2 });
});

test("the median of two rounds lies between them", () => {
  expect(spreadOf([40, 10]).median).toBe(25);
});
