import { describe, expect, test } from "bun:test";
import { parseDurationText, writeDurationText } from "./duration-text.ts";

describe("parseDurationText", () => {
  test.each([
    ["90s", 90_000],
    ["5 min", 300_000],
    ["1h 30m", 5_400_000],
    ["1.5 hours", 5_400_000],
    [" 2 D ", 172_800_000],
    ["250ms", 250],
    ["0 s", 0],
  ])("%p is %d ms", (text, ms) => {
    expect(parseDurationText(text)).toBe(ms);
  });

  test.each(["", "5", "soon", "5 parsecs", "-5 s", "5 s later!", "1h 30"])("%p is not understood", (text) => {
    expect(parseDurationText(text)).toBeUndefined();
  });
});

test.each([0, 1, 999, 1_000, 90_000, 5_400_000, 86_400_000, 93_784_005])(
  "%d ms are read back as they were written",
  (ms) => {
    expect(parseDurationText(writeDurationText(ms))).toBe(ms);
  },
);
