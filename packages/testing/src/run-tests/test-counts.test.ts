import { expect, test } from "bun:test";
import { countTests } from "./test-counts.ts";

test.each<[string, string[], number | null, { passed: number; failed: number }]>([
  [
    "all green",
    ["bun test v1.4.5", "", " 12 pass", " 0 fail", " 30 expect() calls"],
    0,
    { passed: 12, failed: 0 },
  ],
  ["some red", [" 10 pass", " 2 fail"], 1, { passed: 10, failed: 2 }],
  ["a file that does not load", [" 10 pass", " 0 fail", " 1 error"], 1, { passed: 10, failed: 1 }],
  ["more such files", [" 0 pass", " 2 fail", " 2 errors"], 1, { passed: 0, failed: 4 }],
  ["colours", ["\u001b[32m 3 pass\u001b[0m", "\u001b[2m 0 fail\u001b[0m"], 0, { passed: 3, failed: 0 }],
  ["skipped tests count as neither", [" 3 pass", " 2 skip", " 0 fail"], 0, { passed: 3, failed: 0 }],
  ["words of a test's own output", ["we pass 5 pass", "7 fail over"], 0, { passed: 0, failed: 1 }],
  ["a crash after green tests", [" 3 pass", " 0 fail"], 1, { passed: 3, failed: 1 }],
  ["a crash without any summary", ["Segmentation fault"], null, { passed: 0, failed: 1 }],
  ["no test at all", [" 0 pass", " 0 fail"], 0, { passed: 0, failed: 1 }],
])("%s", (_name, lines, exitCode, counts) => {
  expect(countTests(lines, exitCode)).toEqual(counts);
});
