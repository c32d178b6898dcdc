import type { Point, Rect } from "./geometry.ts";
import { element, escapeText } from "./svg.ts";
import { FONT_FAMILY } from "./text.ts";
import { writeStyleSheet } from "./theme.ts";

/** A piece of a picture, with what is needed to check that it hides no other. */
export interface Mark {
  markup: string;
  /** Area that nothing else may enter. */
  solid?: Rect;
  /** Area of each text outside of a box. */
  labels?: readonly Rect[];
  /** Corners of a line. */
  way?: readonly Point[];
}

export interface Picture {
  /** File name without its ending. */
  name: string;
  title: string;
  /** The picture in words, for those who cannot see it. */
  description: string;
  width: number;
  height: number;
  /** From back to front. */
  marks: readonly Mark[];
}

export function renderPicture({ title, description, width, height, marks }: Picture): string {
  const card = { class: "card", x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 10 };
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "aria-labelledby": "title description",
    "font-family": FONT_FAMILY,
  };
  const children = [
    element("title", { id: "title" }, escapeText(title)),
    element("desc", { id: "description" }, escapeText(description)),
    element("style", {}, writeStyleSheet()),
    element("rect", card),
    ...marks.map((mark) => mark.markup),
  ];
  return `${element("svg", root, "\n", children.join("\n"), "\n")}\n`;
}
