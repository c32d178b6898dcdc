import { type Anchor, anchorAt, type Rect, type Side } from "./geometry.ts";
import type { Mark } from "./picture.ts";
import { element } from "./svg.ts";
import { drawText, measureText, requireFit } from "./text.ts";
import type { Tone } from "./theme.ts";

const TEXT_SIZE = 13;

export interface Pill extends Rect {
  text: string;
  tone: Tone;
  /** Nothing follows it: drawn with a double outline. */
  ended: boolean;
}

/** A state. */
export function drawPill({ x, y, width, height, text, tone, ended }: Pill): Mark {
  requireFit(text, measureText(text, TEXT_SIZE, "bold"), width - 20);
  const outline = (inset: number) => ({
    x: x + inset,
    y: y + inset,
    width: width - 2 * inset,
    height: height - 2 * inset,
    rx: height / 2 - inset,
  });
  const style = { size: TEXT_SIZE, weight: "bold", anchor: "middle", className: `fill-${tone}` } as const;
  return {
    markup: [
      element("rect", { class: "paper", ...outline(0) }),
      element("rect", { class: `tint-${tone}`, ...outline(0), "stroke-width": 1.5 }),
      ...(ended ? [element("rect", { class: `stroke-${tone}`, ...outline(3), fill: "none" })] : []),
      drawText(text, x + width / 2, y + height / 2 + 4.5, style),
    ].join(""),
    solid: { x, y, width, height },
  };
}

/** Where a connector meets the pill: on its round ends that is further in, the further it is from the middle. */
export function pillAnchor(pill: Rect, side: Side, offset = 0): Anchor {
  const anchor = anchorAt(pill, side, offset);
  const radius = pill.height / 2;
  const inset = radius - Math.sqrt(Math.max(0, radius ** 2 - offset ** 2));
  if (side === "left") return { ...anchor, x: anchor.x + inset };
  if (side === "right") return { ...anchor, x: anchor.x - inset };
  return anchor;
}
