"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Card, CardContent, CardTitle } from "@/components/ui/card.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { cn } from "@/lib/class-names.ts";
import type { ChartRow, ChartUnit, Series } from "./chart-data.ts";
import { ChartTable } from "./chart-table.tsx";
import { SeriesMark } from "./series-mark.tsx";

const Plot = dynamic(() => import("./plot.tsx").then((module) => module.Plot), {
  ssr: false,
  loading: () => <Skeleton aria-busy className="size-full" />,
});

export interface ChartCardProps {
  title: string;
  /** What the chart tells, in a sentence: it is read instead of the drawing. */
  summary: string;
  kind: "bars" | "lines";
  unit: ChartUnit;
  series: readonly Series[];
  rows: readonly ChartRow[];
  /** What the rows are, such as `Time`. */
  rowName: string;
  /** Instead of the drawing when there is nothing to draw. */
  empty?: ReactNode;
  /** Below the drawing. */
  children?: ReactNode;
  className?: string;
}

/** A chart with its legend; the same figures are to be had as a table. */
export function ChartCard(props: ChartCardProps) {
  const { title, summary, kind, unit, series, rows, rowName, empty, children, className } = props;
  const [isTable, setIsTable] = useState(false);
  const titleId = useId();
  return (
    <Card className={cn("flex flex-col", className)} aria-labelledby={titleId}>
      <div className="flex items-start justify-between gap-3 px-4 pt-3">
        <div className="min-w-0">
          <CardTitle id={titleId}>{title}</CardTitle>
          <p className="mt-0.5 text-muted-foreground text-xs">{summary}</p>
        </div>
        {empty === undefined && (
          <Button
            variant="ghost"
            size="sm"
            aria-pressed={isTable}
            className="-mr-2 text-muted-foreground"
            onClick={() => setIsTable(!isTable)}
          >
            {isTable ? "Chart" : "Table"}
            <span className="sr-only"> of {title}</span>
          </Button>
        )}
      </div>
      <CardContent className="flex flex-1 flex-col gap-3 pt-3">
        {empty !== undefined && (
          <div className="flex h-48 items-center justify-center text-center text-muted-foreground">
            {empty}
          </div>
        )}
        {empty === undefined && isTable && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
          <section className="h-54 overflow-y-auto" tabIndex={0} aria-label={`${title}, as a table`}>
            <ChartTable label={title} rowName={rowName} unit={unit} series={series} rows={rows} />
          </section>
        )}
        {empty === undefined && !isTable && (
          <>
            <div className="h-48 overflow-hidden" role="img" aria-label={`${title}. ${summary}`}>
              <Plot kind={kind} unit={unit} series={series} rows={rows} />
            </div>
            <ul className="-mt-1 flex h-4 flex-wrap gap-x-4 overflow-hidden text-muted-foreground text-xs">
              {series.map((one) => (
                <li key={one.key} className="flex items-center gap-1.5">
                  <SeriesMark series={one} />
                  {one.label}
                </li>
              ))}
            </ul>
          </>
        )}
        {children}
      </CardContent>
    </Card>
  );
}
