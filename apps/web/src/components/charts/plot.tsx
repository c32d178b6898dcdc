"use client";

import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import { durationAxis } from "@/lib/ticks.ts";
import { type ChartRow, type ChartUnit, colourOf, formatValue, type Series } from "./chart-data.ts";
import { SeriesMark } from "./series-mark.tsx";

const TICK = { fill: "var(--muted-foreground)", fontSize: "0.6875rem" };
/** Besides the zero. */
const DURATION_TICKS = 3;
const AXIS_WIDTH = { count: 40, duration: 60 } satisfies Record<ChartUnit, number>;

/** The drawing itself, which brings the chart library along. Use `ChartCard`, which loads it when it is needed. */
export function Plot({
  kind,
  unit,
  series,
  rows,
}: {
  kind: "bars" | "lines";
  unit: ChartUnit;
  series: readonly Series[];
  rows: readonly ChartRow[];
}) {
  const ticks = unit === "duration" ? durationAxis(largestOf(rows, series), DURATION_TICKS) : undefined;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={[...rows]}
        accessibilityLayer={false}
        // the last label of the axis is half outside of the drawing
        margin={{ top: 8, right: 20, bottom: 0, left: 0 }}
        barCategoryGap="12%"
      >
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="label"
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--border-strong)" }}
          minTickGap={36}
        />
        <YAxis
          width={AXIS_WIDTH[unit]}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          tickCount={4}
          allowDecimals={false}
          // the library counts in tens, and lengths of time do not
          {...(ticks !== undefined && { ticks, domain: [0, ticks.at(-1) ?? 0] })}
          tickFormatter={(value: number) => formatValue(unit, value)}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={kind === "bars" ? { fill: "var(--hover)" } : { stroke: "var(--border-strong)" }}
          content={(props) => <Reading {...props} unit={unit} series={series} />}
        />
        {series.map((one) =>
          kind === "bars" ? (
            <Bar
              key={one.key}
              name={one.label}
              dataKey={(row: ChartRow) => row.values[one.key]}
              stackId="all"
              isAnimationActive={false}
              fill={one.isHollow ? "transparent" : colourOf(one)}
              {...(one.isHollow && { stroke: colourOf(one), strokeDasharray: "2 2" })}
            />
          ) : (
            <Line
              key={one.key}
              name={one.label}
              dataKey={(row: ChartRow) => row.values[one.key]}
              type="linear"
              isAnimationActive={false}
              stroke={colourOf(one)}
              strokeWidth={1.75}
              // shows a value that has no neighbour
              dot={{ r: 1.25, fill: colourOf(one), strokeWidth: 0 }}
              {...(one.isHollow && { strokeDasharray: "4 3" })}
            />
          ),
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** Lengths of time are never stacked. */
function largestOf(rows: readonly ChartRow[], series: readonly Series[]): number {
  return Math.max(0, ...rows.flatMap(({ values }) => series.map(({ key }) => values[key] ?? 0)));
}

/** What the pointer is at. */
function Reading({
  active,
  label,
  payload,
  unit,
  series,
}: Pick<TooltipContentProps, "active" | "label" | "payload"> & {
  unit: ChartUnit;
  series: readonly Series[];
}) {
  const row: ChartRow | undefined = payload[0]?.payload;
  if (!active || row === undefined) return null;
  return (
    <div className="rounded-md border bg-surface px-2.5 py-2 text-xs shadow-float">
      <p className="pb-1 font-medium">{label}</p>
      <dl className="grid grid-cols-[auto_auto] gap-x-4 gap-y-0.5">
        {series.map((one) => {
          const value = row.values[one.key] ?? null;
          return (
            <div key={one.key} className="contents">
              <dt className="flex items-center gap-1.5 text-muted-foreground">
                <SeriesMark series={one} />
                {one.label}
              </dt>
              <dd className="text-right">{value === null ? "–" : formatValue(unit, value)}</dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
