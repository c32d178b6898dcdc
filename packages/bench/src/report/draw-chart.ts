import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { otherColour, writeChartStyle } from "./chart-theme.ts";
import { formatNumber } from "./format-figure.ts";
import type { Chart, Series } from "./work-report.ts";

const WIDTH = 880;
const HEIGHT = 420;
const MARGIN = { top: 92, right: 40, bottom: 56, left: 72 };
const LEGEND_Y = 72;

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
  const plot = Plot.plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    marginTop: MARGIN.top,
    marginRight: MARGIN.right,
    marginBottom: MARGIN.bottom,
    marginLeft: MARGIN.left,
    style: { fontSize: "13px", color: "var(--muted)", background: "none" },
    x: {
      type: chart.kind === "over time" ? "linear" : "log",
      label: chart.xLabel,
      labelArrow: "none",
      tickFormat: formatNumber,
      ...(chart.kind !== "over time" && { ticks: 6 }),
    },
    y: {
      label: chart.yLabel,
      labelArrow: "none",
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
      height: HEIGHT - 1,
      rx: 10,
      fill: "var(--card)",
      stroke: "var(--border)",
    }),
    text(document, { x: 24, y: 30, fill: "var(--ink)", "font-size": 17, "font-weight": 600 }, chart.title),
    text(document, { x: 24, y: 50, fill: "var(--muted)", "font-size": 13 }, chart.subtitle),
    ...drawLegend(document, chart.series, colours),
  ];
  svg.prepend(...parts);
  return `${svg.outerHTML}\n`;
}

function colourOf({ isOurs }: Series, index: number): string {
  return isOurs ? "var(--ours)" : otherColour(index);
}

function drawLegend(
  document: Document,
  series: readonly Series[],
  colours: ReadonlyMap<Series, string>,
): Element[] {
  let x = 24;
  return series.flatMap((one) => {
    const fill = colours.get(one) ?? "";
    const mark = element(document, "rect", { x, y: LEGEND_Y - 9, width: 18, height: 4, rx: 2, fill });
    const label = text(
      document,
      { x: x + 24, y: LEGEND_Y - 3, fill: "var(--ink)", "font-size": 12.5 },
      one.name,
    );
    x += 24 + one.name.length * 6.6 + 22;
    return [mark, label];
  });
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
