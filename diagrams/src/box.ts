import { type Anchor, anchorAt, type Rect, type Side } from "./geometry.ts";
import { drawIcon, type Icon } from "./icons.ts";
import type { Mark } from "./picture.ts";
import { element } from "./svg.ts";
import { drawText, measureText, requireFit } from "./text.ts";
import type { Tone } from "./theme.ts";

const TITLE_SIZE = 14;
const LINE_SIZE = 12;
const LINE_HEIGHT = 16;
const ICON_SIZE = 26;
const PADDING = 14;
const COPY_STEP = 5;
const STACK_DEPTH = 2 * COPY_STEP;

export interface Box extends Rect {
  title: string;
  lines?: readonly string[];
  icon: Icon;
  tone: Tone;
  /** Drawn as a stack: the part runs in several copies. */
  copies?: boolean;
}

/** A part of the system: an icon, its name, and what there is to say about it. */
export function drawBox(box: Box): Mark {
  const { x, y, width, height, title, lines = [], icon, tone, copies = false } = box;
  const textX = x + PADDING + ICON_SIZE + 12;
  const textWidth = x + width - PADDING - textX;
  requireFit(title, measureText(title, TITLE_SIZE, "bold"), textWidth);
  for (const line of lines) requireFit(line, measureText(line, LINE_SIZE), textWidth);

  const blockTop = y + (height - TITLE_SIZE - lines.length * LINE_HEIGHT) / 2;
  const titleY = blockTop + TITLE_SIZE - 2;
  const behind = copies
    ? [2, 1].map((n) => drawFrame({ x: x + n * COPY_STEP, y: y + n * COPY_STEP, width, height }))
    : [];
  const spread = copies ? STACK_DEPTH : 0;
  return {
    markup: [
      ...behind,
      drawFrame(box),
      drawIcon(icon, x + PADDING, y + (height - ICON_SIZE) / 2, ICON_SIZE, tone),
      drawText(title, textX, titleY, { size: TITLE_SIZE, weight: "bold", className: "ink" }),
      ...lines.map((line, i) =>
        drawText(line, textX, titleY + (i + 1) * LINE_HEIGHT + 1, { size: LINE_SIZE, className: "muted" }),
      ),
    ].join(""),
    solid: { x, y, width: width + spread, height: height + spread },
  };
}

/** Where a connector meets the box, or the last copy of it. */
export function anchorOf(box: Box, side: Side, offset = 0): Anchor {
  const anchor = anchorAt(box, side, offset);
  const depth = box.copies ? STACK_DEPTH : 0;
  if (side === "right") return { ...anchor, x: anchor.x + depth };
  if (side === "bottom") return { ...anchor, y: anchor.y + depth };
  return anchor;
}

function drawFrame({ x, y, width, height }: Rect): string {
  return element("rect", { class: "box", x, y, width, height, rx: 8, "stroke-width": 1.25 });
}
