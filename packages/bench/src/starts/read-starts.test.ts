import { expect, test } from "bun:test";
import { type Start, summariseStarts } from "./read-starts.ts";

const start = (key: string, lateness: number): Start => ({ key, fireAt: 1_000, startedAt: 1_000 + lateness });

test("lateness is counted from the instant of firing, once for each key", () => {
  const summary = summariseStarts([start("b", 30), start("a", 10), start("a", 50)], 3);
  expect(summary).toMatchObject({ expected: 3, missing: 1, duplicated: 1, early: 0, max: 30 });
  expect(summary.lateness).toEqual([10, 30]);
});

test("a start before its time is early", () => {
  expect(summariseStarts([start("a", -1)], 1)).toMatchObject({ early: 1, missing: 0, duplicated: 0 });
});
