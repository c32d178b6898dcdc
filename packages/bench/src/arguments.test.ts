import { expect, test } from "bun:test";
import { readArguments } from "./arguments.ts";

test("without arguments everything is measured at its own size", () => {
  expect(readArguments([])).toMatchObject({ works: [], smoke: false, size: undefined, rounds: undefined });
});

test("a work may be given a size and rounds", () => {
  expect(readArguments(["plan", "--size", "20_000", "--rounds", "2"])).toMatchObject({
    works: ["plan"],
    size: 20_000,
    rounds: 2,
  });
});

test.each<[string, string[], string]>([
  ["a size for everything", ["--size", "10"], "--size needs exactly one work"],
  [
    "a size that is no number",
    ["plan", "--size", "many"],
    '--size must be a whole number above 0, not "many"',
  ],
  ["no rounds", ["--rounds", "0"], '--rounds must be a whole number above 0, not "0"'],
])("%s is refused", (_name, args, message) => {
  expect(() => readArguments(args)).toThrow(message);
});
