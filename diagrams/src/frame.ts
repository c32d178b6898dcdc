import type { Rect } from "./geometry.ts";
import { drawIcon, type Icon } from "./icons.ts";
import type { Mark } from "./picture.ts";
import { element } from "./svg.ts";
import { drawText } from "./text.ts";
import type { Tone } from "./theme.ts";

export interface Frame extends Rect {
  title: string;
  icon: Icon;
  tone: Tone;
}

/** What surrounds the parts drawn on it. */
export function drawFrame({ x, y, width, height, title, icon, tone }: Frame): Mark {
  const outline = {
    class: `tint-${tone}`,
    x,
    y,
    width,
    height,
    rx: 10,
    "stroke-width": 1.25,
    "stroke-dasharray": "4 4",
  };
  const style = { size: 13, weight: "bold", className: `fill-${tone}` } as const;
  return {
    markup: [
      element("rect", outline),
      drawIcon(icon, x + 14, y + 13, 20, tone),
      drawText(title, x + 42, y + 28, style),
    ].join(""),
  };
}
