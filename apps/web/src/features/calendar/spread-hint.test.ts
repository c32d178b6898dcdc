import { expect, test } from "bun:test";
import { findHerd } from "./spread-hint.ts";

const minutes = (special: Record<number, number>, others = 0) =>
  Array.from({ length: 60 }, (_, minute) => special[minute] ?? others);

test("most are due at the full hour", () => {
  expect(findHerd(minutes({ 0: 142 }, 2))).toEqual({ minute: 0, count: 142, total: 260 });
});

test.each([
  ["every minute is alike", minutes({}, 500)],
  ["some minutes have a little more", minutes({ 0: 15, 30: 15 }, 10)],
  ["there are few runs at all", minutes({ 0: 19 })],
  ["there are none", minutes({})],
])("no hint when %s", (_, counts) => {
  expect(findHerd(counts)).toBeUndefined();
});
