import { expect, test } from "bun:test";
import { usualDurationOf } from "./usual-duration.ts";

const startedAt = new Date("2026-11-24T14:00:00Z");
const tookMs = (ms: number) => ({ startedAt, finishedAt: new Date(startedAt.getTime() + ms) });

test.each([
  ["one that took long does not count", [tookMs(20), tookMs(9_000), tookMs(10)], 20],
  ["of two it is the longer one", [tookMs(10), tookMs(20)], 20],
  ["one that has not ended does not count", [{ startedAt, finishedAt: undefined }, tookMs(30)], 30],
  ["unknown before one has ended", [], undefined],
])("the usual duration: %s", (_, runs, expected) => {
  expect(usualDurationOf(runs)).toBe(expected);
});
