import type { Spread } from "../figures/spread.ts";
import type { Figure, Unit } from "./work-report.ts";

/** The median with its spread, such as `1,234 ms (1,100–1,400)`. One round has no spread. */
export function formatFigure({ value, unit }: Figure): string {
  const { median, low, high } = value;
  const text = `${formatNumber(median)}${unitSuffix(unit)}`;
  return low === high ? text : `${text} (${formatNumber(low)}–${formatNumber(high)})`;
}

export function formatRatio({ median, low, high }: Spread): string {
  const text = `${formatNumber(median)} ×`;
  return low === high ? text : `${text} (${formatNumber(low)}–${formatNumber(high)})`;
}

/** Three significant digits, no more: the rest is noise. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", { maximumFractionDigits: digits });
}

export function formatBytes(bytes: number): string {
  return `${formatNumber(bytes / 1_048_576)} MB`;
}

function unitSuffix(unit: Unit): string {
  return unit === "" ? "" : unit === "/s" ? "/s" : ` ${unit}`;
}
