import { expect, test } from "bun:test";
import { writeMarkdown } from "./write-markdown.ts";

const once = (value: number) => ({ median: value, low: value, high: value });

test("a row shows both figures, their ratio and whether it reached its aim", () => {
  const text = writeMarkdown("Planning", {
    rows: [
      {
        what: "plan 10 runs",
        ours: { value: once(30), unit: "ms" },
        baseline: { name: "floor", figure: { value: { median: 20, low: 10, high: 40 }, unit: "ms" } },
        ratio: once(1.5),
        toReach: "≤ 1.4 ×",
        reached: false,
      },
    ],
    notes: ["Measured twice."],
  });
  expect(text).toStartWith("### Planning\n\n| work | here | baseline | ratio | to reach |\n");
  expect(text).toContain("| plan 10 runs | 30 ms | 20 ms (10–40) floor | 1.5 × | ≤ 1.4 × ✗ |\n");
  expect(text).toEndWith("\n\n- Measured twice.\n");
});

test("what has no baseline shows none", () => {
  const text = writeMarkdown("Load", { rows: [{ what: "lateness", ours: { value: once(3), unit: "ms" } }] });
  expect(text).toContain("| lateness | 3 ms | – | – | – |");
});

test("the use of processes is left out where it cannot be read", () => {
  const usage = (memoryBytes: number) => [
    { title: "Over all", rows: [{ process: "Redis", cpuSecondsPerMillion: 12, memoryBytes }] },
  ];
  expect(writeMarkdown("Load", { rows: [], usage: usage(2_097_152) })).toContain("| Redis | 12 | 2 MB |");
  expect(writeMarkdown("Load", { rows: [], usage: usage(0) })).not.toContain("Redis");
});
