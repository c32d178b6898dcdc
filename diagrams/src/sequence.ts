import { drawConnector } from "./connector.ts";
import type { Rect } from "./geometry.ts";
import { drawIcon, type Icon } from "./icons.ts";
import type { Mark, Picture } from "./picture.ts";
import { element } from "./svg.ts";
import { drawText, measureText, requireFit } from "./text.ts";
import type { Tone } from "./theme.ts";

const WIDTH = 900;
const MARGIN = 20;
const TOP = 20;
const HEAD = { width: 116, height: 52 } as const;
const TITLE_SIZE = 12;
const ICON_SIZE = 18;
const BAND_HEIGHT = 26;
const STEP_RADIUS = 9;
const LINE_HEIGHT = 15;

/** Who takes part. */
export interface Lane {
  /** Its name, in one or two lines. */
  title: readonly string[];
  icon: Icon;
  tone: Tone;
}

export interface Message<Name extends string> {
  from: Name;
  to: Name;
  tone: Tone;
  dashed?: boolean;
  above: readonly string[];
  below?: readonly string[];
}

export interface Phase<Name extends string> {
  title: string;
  messages: readonly Message<Name>[];
}

/** A sequence diagram: lanes from left to right, time from top to bottom, messages numbered. */
export function drawSequence<Name extends string>(
  lanes: Readonly<Record<Name, Lane>>,
  phases: readonly Phase<Name>[],
): Pick<Picture, "width" | "height" | "marks"> {
  const names = Object.keys(lanes) as Name[];
  const spacing = (WIDTH - 2 * MARGIN - HEAD.width) / (names.length - 1);
  const xOf = (name: Name) => MARGIN + HEAD.width / 2 + names.indexOf(name) * spacing;

  const bands: Mark[] = [];
  const messages: Mark[] = [];
  let y = TOP + HEAD.height + 18;
  let step = 0;
  for (const phase of phases) {
    bands.push(drawBand(phase.title, { x: MARGIN, y, width: WIDTH - 2 * MARGIN, height: BAND_HEIGHT }));
    y += BAND_HEIGHT + 2;
    for (const message of phase.messages) {
      y += 8 + message.above.length * LINE_HEIGHT;
      step += 1;
      messages.push(...drawMessage(message, step, xOf(message.from), xOf(message.to), y));
      y += 8 + (message.below?.length ?? 0) * LINE_HEIGHT;
    }
    y += 14;
  }

  const lines = names.map((name) => drawLifeline(xOf(name), TOP + HEAD.height, y));
  const heads = names.map((name) => drawHead(lanes[name], xOf(name)));
  return { width: WIDTH, height: y + MARGIN, marks: [...lines, ...bands, ...heads, ...messages] };
}

function drawHead({ title, icon, tone }: Lane, center: number): Mark {
  const frame = { ...HEAD, x: center - HEAD.width / 2, y: TOP };
  const textX = frame.x + 8 + ICON_SIZE + 6;
  for (const line of title) {
    requireFit(line, measureText(line, TITLE_SIZE, "bold"), frame.x + HEAD.width - 4 - textX);
  }
  const firstY = TOP + HEAD.height / 2 + 4 - ((title.length - 1) * LINE_HEIGHT) / 2;
  const style = { size: TITLE_SIZE, weight: "bold", className: "ink" } as const;
  return {
    markup: [
      element("rect", { class: "box", ...frame, rx: 8, "stroke-width": 1.25 }),
      drawIcon(icon, frame.x + 8, TOP + (HEAD.height - ICON_SIZE) / 2, ICON_SIZE, tone),
      ...title.map((line, i) => drawText(line, textX, firstY + i * LINE_HEIGHT, style)),
    ].join(""),
    solid: frame,
  };
}

function drawLifeline(x: number, top: number, bottom: number): Mark {
  const line = { class: "rule", d: `M${x},${top}V${bottom}`, "stroke-width": 1.25 };
  return { markup: element("path", line) };
}

function drawBand(title: string, area: Rect): Mark {
  const style = { size: 12, weight: "bold", className: "ink" } as const;
  return {
    markup: [
      element("rect", { class: "box", ...area, rx: 6 }),
      drawText(title, area.x + 12, area.y + 17, style),
    ].join(""),
    solid: area,
  };
}

function drawMessage<Name extends string>(
  { tone, dashed = false, above, below = [] }: Message<Name>,
  step: number,
  fromX: number,
  toX: number,
  y: number,
): Mark[] {
  const direction = Math.sign(toX - fromX);
  const from = { side: direction > 0 ? "right" : "left", x: fromX + direction * STEP_RADIUS, y } as const;
  const to = { side: direction > 0 ? "left" : "right", x: toX, y } as const;
  const number = { size: 11, weight: "bold", anchor: "middle", className: "paper" } as const;
  return [
    drawConnector({ from, to, tone, dashed, above, below, halo: true }),
    {
      markup: [
        element("circle", { class: `fill-${tone}`, cx: fromX, cy: y, r: STEP_RADIUS }),
        drawText(String(step), fromX, y + 4, number),
      ].join(""),
    },
  ];
}
