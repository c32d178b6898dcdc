import { expect, test } from "bun:test";
import { compareRuns } from "./compare-runs.ts";
import type { Row } from "./work-report.ts";

const spread = (median: number) => ({ median, low: median, high: median });
const aRow = (ours: number, reached: boolean, what = "plan 10 runs"): Row => ({
  what,
  ours: { value: spread(ours), unit: "ms" },
  baseline: { name: "floor", figure: { value: spread(10), unit: "ms" } },
  ratio: spread(ours / 10),
  toReach: "≤ 1.5 ×",
  reached,
});

test("each row has the figures of both runs, and says whether both reached what is to be reached", () => {
  expect(compareRuns([aRow(14, true)], [aRow(16, false)])).toBe(
    [
      "| work         | baseline     | first run | ratio | second run | ratio | to reach   |",
      "| ------------ | ------------ | --------: | ----: | ---------: | ----: | ---------- |",
      "| plan 10 runs | floor, 10 ms |     14 ms | 1.4 × |      16 ms | 1.6 × | ≤ 1.5 × ✓✗ |",
    ].join("\n"),
  );
});

test("what only one run has measured is shown with a dash for the other", () => {
  const lines = compareRuns([aRow(14, true)], [aRow(16, false, "plan 20 runs")]).split("\n");
  expect(lines.slice(2).map((line) => line.replaceAll(/ +/g, " "))).toEqual([
    "| plan 10 runs | floor, 10 ms | 14 ms | 1.4 × | – | – | ≤ 1.5 × ✓ |",
    "| plan 20 runs | floor, 10 ms | – | – | 16 ms | 1.6 × | ≤ 1.5 × ✗ |",
  ]);
});
