import { drawIcon, type Icon } from "./icons.ts";
import type { Mark } from "./picture.ts";
import { element } from "./svg.ts";
import { drawText, measureText } from "./text.ts";
import type { Tone } from "./theme.ts";

const SIZE = 12;
const LINE_HEIGHT = 22;
const SWATCH = 26;

export interface LegendEntry {
  tone: Tone;
  text: string;
  dashed?: boolean;
  /** Stands in place of the line. */
  icon?: Icon;
}

/** What lines and marks stand for; `x` and `y` are its upper left corner. */
export function drawLegend(x: number, y: number, entries: readonly LegendEntry[]): Mark {
  const rows = entries.map(({ tone, text, dashed = false, icon }, i) => {
    const middle = y + i * LINE_HEIGHT + LINE_HEIGHT / 2;
    const line = {
      class: `stroke-${tone}`,
      d: `M${x},${middle}h${SWATCH}`,
      "stroke-width": 2.5,
      ...(dashed && { "stroke-dasharray": "5 4" }),
    };
    const label = drawText(text, x + SWATCH + 10, middle + 4, { size: SIZE, className: "muted" });
    const swatch = icon
      ? drawIcon(icon, x + (SWATCH - 13) / 2, middle - 6.5, 13, tone)
      : element("path", line);
    return swatch + label;
  });
  const width = SWATCH + 10 + Math.max(...entries.map(({ text }) => measureText(text, SIZE)));
  return { markup: rows.join(""), solid: { x, y, width, height: entries.length * LINE_HEIGHT } };
}
