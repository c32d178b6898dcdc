export interface Point {
  x: number;
  y: number;
}

export interface Rect extends Point {
  width: number;
  height: number;
}

export type Side = "left" | "right" | "top" | "bottom";

/** Where a connector leaves or enters a shape. */
export interface Anchor extends Point {
  side: Side;
}

export function centerOf(rect: Rect): Point {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}

/** The middle of a side, moved along it by `offset`: to the right or down when positive. */
export function anchorAt(rect: Rect, side: Side, offset = 0): Anchor {
  const center = centerOf(rect);
  switch (side) {
    case "left":
      return { side, x: rect.x, y: center.y + offset };
    case "right":
      return { side, x: rect.x + rect.width, y: center.y + offset };
    case "top":
      return { side, x: center.x + offset, y: rect.y };
    case "bottom":
      return { side, x: center.x + offset, y: rect.y + rect.height };
  }
}

export function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** The corners of a right-angled way between two anchors; `bend` is where a way of three legs turns. */
export function routeBetween(from: Anchor, to: Anchor, bend?: number): Point[] {
  const leavesSideways = isSideways(from.side);
  if (leavesSideways !== isSideways(to.side)) {
    return [from, leavesSideways ? { x: to.x, y: from.y } : { x: from.x, y: to.y }, to];
  }
  if (leavesSideways) {
    if (from.y === to.y) return [from, to];
    const x = bend ?? (from.x + to.x) / 2;
    return [from, { x, y: from.y }, { x, y: to.y }, to];
  }
  if (from.x === to.x) return [from, to];
  const y = bend ?? (from.y + to.y) / 2;
  return [from, { x: from.x, y }, { x: to.x, y }, to];
}

function isSideways(side: Side): boolean {
  return side === "left" || side === "right";
}

/** The legs of a way, each as the thinnest rectangle around it. */
export function legsOf(points: readonly Point[]): Rect[] {
  return points.slice(1).map((end, i) => {
    const start = points[i] ?? end;
    return {
      x: Math.min(start.x, end.x),
      y: Math.min(start.y, end.y),
      width: Math.abs(end.x - start.x),
      height: Math.abs(end.y - start.y),
    };
  });
}
