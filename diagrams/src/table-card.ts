import type { Anchor, Rect } from "./geometry.ts";
import { drawIcon } from "./icons.ts";
import type { Mark } from "./picture.ts";
import type { Table } from "./prisma-tables.ts";
import { element } from "./svg.ts";
import { drawText, measureText, requireFit } from "./text.ts";

const TITLE_SIZE = 13;
const COLUMN_SIZE = 12;
const TYPE_SIZE = 11;
const HEADER_HEIGHT = 28;
const ROW_HEIGHT = 17;
const PADDING = 12;
const FOOT = 5;
const KEY_SIZE = 11;

export function tableHeight(table: Table): number {
  return HEADER_HEIGHT + 4 + table.columns.length * ROW_HEIGHT + FOOT;
}

/** A table: its name, and its columns with their types; those of its primary key are marked. */
export function drawTable(table: Table, area: Rect): Mark {
  const { x, y, width, height } = area;
  const nameX = x + PADDING + KEY_SIZE + 6;
  const right = x + width - PADDING;
  const rows = table.columns.flatMap(({ name, type, key }, i) => {
    const baseline = rowMiddle(area, i) + 4;
    const weight = key ? "bold" : "regular";
    requireFit(
      name,
      measureText(name, COLUMN_SIZE, weight),
      right - nameX - measureText(type, TYPE_SIZE) - 8,
    );
    return [
      ...(key ? [drawIcon("key", x + PADDING, baseline - KEY_SIZE + 1, KEY_SIZE, "job")] : []),
      drawText(name, nameX, baseline, { size: COLUMN_SIZE, weight, className: "ink" }),
      drawText(type, right, baseline, { size: TYPE_SIZE, anchor: "end", className: "muted" }),
    ];
  });
  return {
    markup: [
      element("rect", { class: "box", ...area, rx: 8, "stroke-width": 1.25 }),
      element("path", { class: "rule", d: `M${x},${y + HEADER_HEIGHT}h${width}`, "stroke-width": 1.25 }),
      drawText(table.name, x + PADDING, y + 18.5, {
        size: TITLE_SIZE,
        weight: "bold",
        className: "fill-data",
      }),
      ...rows,
    ].join(""),
    solid: { x, y, width, height },
  };
}

/** Where a connector meets some columns of a table: the middle of them. */
export function columnAnchor(
  table: Table,
  area: Rect,
  columns: readonly string[],
  side: "left" | "right",
): Anchor {
  const middles = columns.map((column) => {
    const index = table.columns.findIndex(({ name }) => name === column);
    if (index < 0)
      throw new RangeError(`${table.name} has no column ${column}; see the references in data-model.ts`);
    return rowMiddle(area, index);
  });
  const y = middles.reduce((sum, middle) => sum + middle, 0) / middles.length;
  return { side, x: side === "left" ? area.x : area.x + area.width, y };
}

function rowMiddle(area: Rect, index: number): number {
  return area.y + HEADER_HEIGHT + 4 + (index + 0.5) * ROW_HEIGHT;
}
