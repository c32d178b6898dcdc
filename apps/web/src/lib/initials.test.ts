import { expect, test } from "bun:test";
import { initialsOf } from "./initials.ts";

test.each([
  ["admin", "A"],
  ["team-billing", "TB"],
  ["Ada Lovelace", "AL"],
  ["jean.luc.picard", "JL"],
  ["élodie", "É"],
  ["--", ""],
])("%s is written %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
