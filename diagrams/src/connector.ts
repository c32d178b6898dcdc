import { type Anchor, legsOf, type Point, type Rect, routeBetween } from "./geometry.ts";
import type { Mark } from "./picture.ts";
import { element, roundCoordinate } from "./svg.ts";
import { drawText, measureText } from "./text.ts";
import type { Tone } from "./theme.ts";

const CORNER_RADIUS = 8;
const ARROW_LENGTH = 9;
const ARROW_HALF_WIDTH = 4.5;
const LABEL_SIZE = 12;
const LABEL_LINE_HEIGHT = 15;
const LABEL_GAP = 6;

export interface Connector {
  from: Anchor;
  to: Anchor;
  /** Where a way of three legs turns: an x between two sideways anchors, else a y. */
  bend?: number;
  tone: Tone;
  dashed?: boolean;
  /** Lines of text above the longest sideways leg, or on the way if it has none. */
  above?: readonly string[];
  /** Lines of text below it. */
  below?: readonly string[];
  /** Moves the text along its leg. */
  shift?: number;
  /** Draws the text over lines it meets. */
  halo?: boolean;
}

/** A right-angled line with an arrow at its end. */
export function drawConnector(connector: Connector): Mark {
  const { from, to, bend, tone, dashed = false, above = [], below = [], halo = false } = connector;
  const way = routeBetween(from, to, bend);
  const line = {
    class: `stroke-${tone}`,
    d: writePath(shortenEnd(way, ARROW_LENGTH - 1)),
    fill: "none",
    "stroke-width": 1.75,
    ...(dashed && { "stroke-dasharray": "5 4" }),
  };
  const place = labelPlaceOf(way, connector.shift ?? 0);
  const bottomOf = place.onLine
    ? place.y + 4 + ((above.length - 1) * LABEL_LINE_HEIGHT) / 2
    : place.y - LABEL_GAP;
  const texts = [
    ...above.map((text, i) => ({ text, y: bottomOf - (above.length - 1 - i) * LABEL_LINE_HEIGHT })),
    ...below.map((text, i) => ({ text, y: place.y + LABEL_GAP + 9 + i * LABEL_LINE_HEIGHT })),
  ];
  const className = place.onLine || halo ? `fill-${tone} halo` : `fill-${tone}`;
  const style = { size: LABEL_SIZE, anchor: "middle", className } as const;
  const lineMarkup = [element("path", line), drawArrowHead(way, tone)];
  const textMarkup = texts.map(({ text, y }) => drawText(text, place.x, y, style));
  return {
    // a halo must hide the line that its text stands on, and spare the one that runs beside it
    markup: (place.onLine ? [...lineMarkup, ...textMarkup] : [...textMarkup, ...lineMarkup]).join(""),
    way,
    labels: texts.map(({ text, y }) => labelArea(text, place.x, y)),
  };
}

function labelArea(text: string, x: number, baseline: number): Rect {
  const width = measureText(text, LABEL_SIZE);
  return { x: x - width / 2, y: baseline - 9, width, height: 11 };
}

function labelPlaceOf(way: readonly Point[], shift: number): Point & { onLine: boolean } {
  const legs = legsOf(way);
  const sideways = legs.filter((leg) => leg.width > 0).sort((a, b) => b.width - a.width)[0];
  if (sideways !== undefined) {
    return { x: sideways.x + sideways.width / 2 + shift, y: sideways.y, onLine: false };
  }
  const upright = legs[0] ?? { x: 0, y: 0, height: 0 };
  return { x: upright.x, y: upright.y + upright.height / 2 + shift, onLine: true };
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return {
    x: from.x + ((to.x - from.x) * distance) / length,
    y: from.y + ((to.y - from.y) * distance) / length,
  };
}

function shortenEnd(way: readonly Point[], by: number): Point[] {
  const end = way.at(-1);
  const before = way.at(-2);
  return end && before ? [...way.slice(0, -1), towards(end, before, by)] : [...way];
}

function drawArrowHead(way: readonly Point[], tone: Tone): string {
  const tip = way.at(-1) ?? { x: 0, y: 0 };
  const base = towards(tip, way.at(-2) ?? tip, ARROW_LENGTH);
  const across = {
    x: ((base.y - tip.y) / ARROW_LENGTH) * ARROW_HALF_WIDTH,
    y: ((tip.x - base.x) / ARROW_LENGTH) * ARROW_HALF_WIDTH,
  };
  const corners = [
    tip,
    { x: base.x + across.x, y: base.y + across.y },
    { x: base.x - across.x, y: base.y - across.y },
  ];
  return element("polygon", { class: `fill-${tone}`, points: corners.map(writePoint).join(" ") });
}

/** A path through the corners, each of them rounded. */
function writePath(way: readonly Point[]): string {
  return way
    .map((corner, i) => {
      const before = way[i - 1];
      const after = way[i + 1];
      if (before === undefined) return `M${writePoint(corner)}`;
      if (after === undefined) return `L${writePoint(corner)}`;
      const radius = Math.min(CORNER_RADIUS, distance(before, corner) / 2, distance(corner, after) / 2);
      return `L${writePoint(towards(corner, before, radius))}Q${writePoint(corner)} ${writePoint(towards(corner, after, radius))}`;
    })
    .join("");
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function writePoint({ x, y }: Point): string {
  return `${roundCoordinate(x)},${roundCoordinate(y)}`;
}
