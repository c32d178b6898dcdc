import { expect, test } from "bun:test";
import { moveInGrid } from "./move-in-grid.ts";

const slot = {};
const rows = [
  { slots: [undefined, slot, slot] },
  { slots: [slot, undefined, slot] },
  { slots: [slot, slot, slot] },
];

test.each([
  ["down, over a place without a slot", "ArrowDown", 0, 1, { row: 2, column: 1 }],
  ["right, over a place without a slot", "ArrowRight", 1, 0, { row: 1, column: 2 }],
  ["up", "ArrowUp", 2, 0, { row: 1, column: 0 }],
  ["up, where nothing is", "ArrowUp", 1, 0, undefined],
  ["down at the end", "ArrowDown", 2, 0, undefined],
  ["left at the begin", "ArrowLeft", 0, 1, undefined],
  ["right at the end", "ArrowRight", 0, 2, undefined],
  ["to the first of the row", "Home", 0, 2, { row: 0, column: 1 }],
  ["to the last of the row", "End", 1, 0, { row: 1, column: 2 }],
  ["another key", "a", 1, 0, undefined],
])("%s", (_, key, row, column, expected) => {
  expect(moveInGrid(key, { row, column }, rows)).toEqual(expected);
});
