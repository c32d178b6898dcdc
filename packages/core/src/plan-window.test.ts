import { expect, test } from "bun:test";
import { sliceEnds } from "./plan-window.ts";

const MINUTE = 60_000;
const NOON = new Date("2026-03-02T12:00:00Z");

test.each<[string, number, number, string[]]>([
  ["cut evenly", 15, 5, ["12:05", "12:10", "12:15"]],
  ["with a shorter last slice", 12, 5, ["12:05", "12:10", "12:12"]],
  ["shorter than a slice", 3, 5, ["12:03"]],
  ["exactly a slice", 5, 5, ["12:05"]],
  ["of no length", 0, 5, ["12:00"]],
])("a window %s", (_, minutes, chunkMinutes, ends) => {
  const window = { from: NOON, until: new Date(NOON.getTime() + minutes * MINUTE) };
  expect(sliceEnds(window, chunkMinutes * MINUTE).map((end) => end.toISOString().slice(11, 16))).toEqual(
    ends,
  );
});
