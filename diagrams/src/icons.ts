import {
  CalendarClock,
  CalendarRange,
  Cog,
  Crosshair,
  type IconNode,
  KeyRound,
  SquareTerminal,
} from "lucide";
import { siKubernetes, siPostgresql, siRedis } from "simple-icons";
import { element } from "./svg.ts";
import type { Tone } from "./theme.ts";

/** Outlines from Lucide, brands from Simple Icons; both are drawn on a grid of 24 by 24. */
const OUTLINES = {
  "calendar-clock": CalendarClock,
  "calendar-range": CalendarRange,
  cog: Cog,
  key: KeyRound,
  target: Crosshair,
  terminal: SquareTerminal,
} as const satisfies Record<string, IconNode>;

const BRANDS = { kubernetes: siKubernetes, postgres: siPostgresql, redis: siRedis } as const;

export type Icon = keyof typeof OUTLINES | keyof typeof BRANDS;

const GRID = 24;

export function drawIcon(icon: Icon, x: number, y: number, size: number, tone: Tone): string {
  const transform = `translate(${x} ${y}) scale(${size / GRID})`;
  if (isBrand(icon)) {
    return element("path", { class: `fill-${tone}`, transform, d: BRANDS[icon].path });
  }
  const style = { fill: "none", "stroke-width": 1.75, "stroke-linecap": "round", "stroke-linejoin": "round" };
  const shapes = OUTLINES[icon].map(([name, attributes]) => element(name, definedOnly(attributes)));
  return element("g", { class: `stroke-${tone}`, transform, ...style }, ...shapes);
}

function isBrand(icon: Icon): icon is keyof typeof BRANDS {
  return icon in BRANDS;
}

function definedOnly(attributes: Readonly<Record<string, string | number | undefined>>) {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
