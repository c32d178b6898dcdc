import { formatCount } from "@/lib/format-count.ts";
import { formatDuration } from "@/lib/format-time.ts";

/** One line, or one layer of the bars. */
export interface Series {
  key: string;
  label: string;
  tone: "success" | "danger" | "warning" | "active" | "quiet";
  /** Tells it from others without colour: a dashed line, a bar that is only an outline. */
  isHollow?: boolean;
}

/** A place on the horizontal axis. */
export interface ChartRow {
  /** What stands at the axis, such as `14:05`. */
  label: string;
  /** By key of the series. Null: nothing was measured. */
  values: Readonly<Record<string, number | null>>;
}

/** What the values are; lengths are in milliseconds. */
export type ChartUnit = "count" | "duration";

export function formatValue(unit: ChartUnit, value: number): string {
  return unit === "count" ? formatCount(value) : formatDuration(value);
}

export function colourOf({ tone }: Pick<Series, "tone">): string {
  return `var(--${tone}-solid)`;
}
