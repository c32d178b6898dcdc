import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { otherColour, writeChartStyle } from "./chart-theme.ts";
import { formatNumber } from "./format-figure.ts";
import type { Chart, Series } from "./work-report.ts";

const WIDTH = 880;
const PLOT_HEIGHT = 330;
const MARGIN = { right: 32, bottom: 56, left: 72 };
const EDGE = 24;
const LEGEND_TOP = 74;
const LEGEND_ROW = 20;
/** Wide enough for a letter of the legend in any font that a viewer may have. */
const LETTER_WIDTH = 6.8;

interface Point {
  x: number;
  y: number;
}

/** Draws a chart as an SVG file that can be read in light and in dark mode, without a browser. */
export function drawChart(chart: Chart): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const colours = new Map(chart.series.map((series, i) => [series, colourOf(series, i)]));
  // ours last, so that it lies on top
  const drawn = chart.series.toSorted((a, b) => Number(a.isOurs) - Number(b.isOurs));
  const isDistribution = chart.kind === "lateness distribution";
  const legend = layOutLegend(chart.series);
  const marginTop = LEGEND_TOP + legend.rows * LEGEND_ROW + 22;
  const height = marginTop + PLOT_HEIGHT;
  const plot = Plot.plot({
    document,
    width: WIDTH,
    height,
    marginTop,
    marginRight: MARGIN.right,
    marginBottom: MARGIN.bottom,
    marginLeft: MARGIN.left,
    style: { fontSize: "13px", color: "var(--muted)", background: "none" },
    x: {
      type: chart.kind === "over time" ? "linear" : "log",
      label: null,
      tickFormat: formatNumber,
      ...(chart.kind !== "over time" && { ticks: 6 }),
    },
    y: {
      label: null,
      tickFormat: formatNumber,
      ...(isDistribution ? { domain: [0, 100] } : { zero: true }),
      nice: true,
    },
    marks: [
      Plot.gridX({ stroke: "var(--grid)", strokeOpacity: 1 }),
      Plot.gridY({ stroke: "var(--grid)", strokeOpacity: 1 }),
      ...drawn.flatMap((series) => {
        const points = series.points.map(([x, y]): Point => ({ x, y }));
        const stroke = colours.get(series) ?? "var(--ours)";
        const curve = isDistribution ? "step-after" : "linear";
        const line = Plot.line(points, { x: "x", y: "y", stroke, strokeWidth: series.isOurs ? 3 : 2, curve });
        return chart.kind === "cost by size"
          ? [line, Plot.dot(points, { x: "x", y: "y", fill: stroke, r: 5 })]
          : [line];
      }),
    ],
  });

  const svg = plot as unknown as SVGSVGElement;
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("role", "img");
  const parts = [
    element(document, "title", {}, `${chart.title}: ${chart.subtitle}`),
    element(document, "style", {}, writeChartStyle()),
    element(document, "rect", {
      x: 0.5,
      y: 0.5,
      width: WIDTH - 1,
      height: height - 1,
      rx: 10,
      fill: "var(--card)",
      stroke: "var(--border)",
    }),
    text(document, { x: 24, y: 30, fill: "var(--ink)", "font-size": 17, "font-weight": 600 }, chart.title),
    text(document, { x: 24, y: 50, fill: "var(--muted)", "font-size": 13 }, chart.subtitle),
    ...drawLegend(document, legend.entries, colours),
    text(document, { x: EDGE, y: marginTop - 14, fill: "var(--muted)", "font-size": 13 }, chart.yLabel),
    text(
      document,
      {
        x: WIDTH - MARGIN.right,
        y: height - 16,
        fill: "var(--muted)",
        "font-size": 13,
        "text-anchor": "end",
      },
      chart.xLabel,
    ),
  ];
  svg.prepend(...parts);
  return `${svg.outerHTML}\n`;
}

function colourOf({ isOurs }: Series, index: number): string {
  return isOurs ? "var(--ours)" : otherColour(index);
}

interface LegendEntry {
  series: Series;
  x: number;
  y: number;
}

/** Entries side by side, in as many rows as they need. */
function layOutLegend(series: readonly Series[]): { entries: LegendEntry[]; rows: number } {
  const entries: LegendEntry[] = [];
  let x = EDGE;
  let row = 0;
  for (const one of series) {
    const width = 24 + one.name.length * LETTER_WIDTH;
    if (x + width > WIDTH - EDGE) {
      x = EDGE;
      row++;
    }
    entries.push({ series: one, x, y: LEGEND_TOP + row * LEGEND_ROW });
    x += width + 22;
  }
  return { entries, rows: row + 1 };
}

function drawLegend(
  document: Document,
  entries: readonly LegendEntry[],
  colours: ReadonlyMap<Series, string>,
): Element[] {
  return entries.flatMap(({ series, x, y }) => [
    element(document, "rect", { x, y: y - 6, width: 18, height: 4, rx: 2, fill: colours.get(series) ?? "" }),
    text(document, { x: x + 24, y, fill: "var(--ink)", "font-size": 12.5 }, series.name),
  ]);
}

function text(document: Document, attributes: Record<string, string | number>, content: string): Element {
  return element(document, "text", { "text-anchor": "start", ...attributes }, content);
}

function element(
  document: Document,
  name: string,
  attributes: Record<string, string | number>,
  content = "",
): Element {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = content;
  return made;
}
