import { expect, test } from "bun:test";
import { type Anchor, anchorAt, type Point, routeBetween } from "./geometry.ts";

const box = { x: 0, y: 0, width: 100, height: 40 };
const farBox = { x: 200, y: 100, width: 100, height: 40 };
const level: Anchor = { side: "left", x: 200, y: 20 };

test.each<[string, Anchor, Anchor, number | undefined, Point[]]>([
  [
    "at one height: a straight line",
    anchorAt(box, "right"),
    level,
    undefined,
    [
      { x: 100, y: 20 },
      { x: 200, y: 20 },
    ],
  ],
  [
    "sideways to upright: one corner",
    anchorAt(box, "right"),
    anchorAt(farBox, "top"),
    undefined,
    [
      { x: 100, y: 20 },
      { x: 250, y: 20 },
      { x: 250, y: 100 },
    ],
  ],
  [
    "upright to sideways: one corner",
    anchorAt(box, "bottom", -10),
    anchorAt(farBox, "left"),
    undefined,
    [
      { x: 40, y: 40 },
      { x: 40, y: 120 },
      { x: 200, y: 120 },
    ],
  ],
  [
    "sideways to sideways: turns half way",
    anchorAt(box, "right"),
    anchorAt(farBox, "left"),
    undefined,
    [
      { x: 100, y: 20 },
      { x: 150, y: 20 },
      { x: 150, y: 120 },
      { x: 200, y: 120 },
    ],
  ],
  [
    "upright to upright: turns where it is told to",
    anchorAt(box, "top"),
    anchorAt(farBox, "top"),
    -30,
    [
      { x: 50, y: 0 },
      { x: 50, y: -30 },
      { x: 250, y: -30 },
      { x: 250, y: 100 },
    ],
  ],
])("%s", (_, from, to, bend, corners) => {
  expect(routeBetween(from, to, bend).map(({ x, y }) => ({ x, y }))).toEqual(corners);
});
