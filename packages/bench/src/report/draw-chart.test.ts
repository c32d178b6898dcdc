import { expect, test } from "bun:test";
import { drawChart } from "./draw-chart.ts";
import type { Chart } from "./work-report.ts";

const CHART: Chart = {
  name: "lateness-10",
  title: "10 schedules & more",
  subtitle: "share of runs",
  kind: "lateness distribution",
  xLabel: "lateness, ms",
  yLabel: "% begun",
  series: [
    {
      name: "ours",
      isOurs: true,
      points: [
        [1, 0],
        [10, 100],
      ],
    },
    {
      name: "a peer",
      isOurs: false,
      points: [
        [5, 0],
        [50, 100],
      ],
    },
  ],
};

test("a chart is one SVG with its title, a legend, and colours for light and dark", () => {
  const svg = drawChart(CHART);
  expect(svg).toStartWith("<svg ");
  expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
  expect(svg).toContain("10 schedules &amp; more");
  for (const word of ["ours", "a peer", "lateness, ms", "% begun"]) expect(svg).toContain(`>${word}</text>`);
  expect(svg).toContain("prefers-color-scheme:dark");
  expect(svg).toContain('stroke="var(--ours)"');
});

test("the same figures are the same file", () => {
  expect(drawChart(CHART)).toBe(drawChart(CHART));
});

test("a legend that is too long for one line takes more", () => {
  const series = Array.from({ length: 9 }, (_, i) => ({
    name: `a contender with a long name, number ${i}`,
    isOurs: i === 0,
    points: CHART.series[0]?.points ?? [],
  }));
  const heightOf = (svg: string) => Number(/height="(\d+)"/.exec(svg)?.[1]);
  expect(heightOf(drawChart({ ...CHART, series }))).toBeGreaterThan(heightOf(drawChart(CHART)));
});
