import { Encodings, Font, FontNames } from "@pdf-lib/standard-fonts";
import { element, escapeText } from "./svg.ts";

export type FontWeight = "regular" | "bold";
export type TextAnchor = "start" | "middle" | "end";

/** All of these have the same widths as the metrics measured with, so that no text outgrows its box. */
export const FONT_FAMILY = "Helvetica, Arial, 'Liberation Sans', Arimo, sans-serif";

const FONTS: Readonly<Record<FontWeight, Font>> = {
  regular: Font.load(FontNames.Helvetica),
  bold: Font.load(FontNames.HelveticaBold),
};

/** Width in pixels; a character that Helvetica lacks, such as an arrow, counts as one em. */
export function measureText(text: string, size: number, weight: FontWeight = "regular"): number {
  const units = Array.from(text, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    if (!Encodings.WinAnsi.canEncodeUnicodeCodePoint(codePoint)) return 1000;
    return FONTS[weight].getWidthOfGlyph(Encodings.WinAnsi.encodeUnicodeCodePoint(codePoint).name) ?? 1000;
  });
  return (units.reduce((sum, width) => sum + width, 0) * size) / 1000;
}

export interface TextStyle {
  size: number;
  weight?: FontWeight;
  anchor?: TextAnchor;
  /** Classes of the theme. */
  className: string;
}

/** A line of text whose baseline is at `y`. */
export function drawText(text: string, x: number, y: number, style: TextStyle): string {
  const attributes = {
    class: style.className,
    x,
    y,
    "font-size": style.size,
    ...(style.weight === "bold" && { "font-weight": "bold" }),
    ...(style.anchor !== undefined && style.anchor !== "start" && { "text-anchor": style.anchor }),
  };
  return element("text", attributes, escapeText(text));
}

/** @throws RangeError when the text is wider than its place, in a font a little wider than the one measured */
export function requireFit(text: string, textWidth: number, room: number): void {
  if (textWidth * 1.04 > room) {
    throw new RangeError(
      `"${text}" is ${Math.ceil(textWidth)} px wide and has room for ${Math.floor(room)} px`,
    );
  }
}
