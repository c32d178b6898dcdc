import { expect, test } from "bun:test";
import { parseGoDuration } from "./go-duration.ts";

test.each([
  ["90m", 5_400_000],
  ["1h20m0s", 4_800_000],
  ["1.5h", 5_400_000],
  ["744h", 2_678_400_000],
  ["500ms", 500],
])("%s is %d ms", (text, durationMs) => {
  expect(parseGoDuration(text)).toBe(durationMs);
});

test.each(["", "90", "1d", "-1h", "1h 20m", "h", "1h20"])("%p is no duration", (text) => {
  expect(parseGoDuration(text)).toBeUndefined();
});
