import { expect, test } from "bun:test";
import { tailOfLog } from "./log-tail.ts";

test.each<[string, string, string, boolean]>([
  ["an empty log", "", "", false],
  ["a short log is kept whole", "a\nb\n", "a\nb\n", false],
  ["NUL characters are replaced", "a\0b", "a\ufffdb", false],
  ["a long log is cut at the start of a line", `${"x".repeat(9_000)}\nlast\n`, "last\n", true],
  ["a line that is too long itself is cut within", "y".repeat(9_000), "y".repeat(8_192), true],
  ["a character is never cut", "€".repeat(3_000), "€".repeat(2_730), true],
])("%s", (_, log, text, truncated) => {
  expect(tailOfLog(log)).toEqual({ text, truncated });
});

test("a cut that falls between lines loses none", () => {
  const lines = `${"x".repeat(127)}\n`;
  expect(tailOfLog(lines.repeat(65))).toEqual({ text: lines.repeat(64), truncated: true });
});
