import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawChart } from "./draw-chart.ts";
import { describeMachine } from "./machine.ts";
import type { WorkReport } from "./work-report.ts";

export interface SavedReport {
  name: string;
  title: string;
  /** When it was measured. */
  at: Date;
  tookMs: number;
  report: WorkReport;
}

/** Writes the figures of a work as JSON and its charts as SVG into the folder. @returns the files */
export function saveReport(folder: string, { name, title, at, tookMs, report }: SavedReport): string[] {
  mkdirSync(folder, { recursive: true });
  const figures = join(folder, `${name}.json`);
  const content = { name, title, at, tookMs: Math.round(tookMs), machine: describeMachine(), ...report };
  writeFileSync(figures, `${JSON.stringify(content, undefined, 2)}\n`);
  const pictures = (report.charts ?? []).map((chart) => {
    const file = join(folder, `${chart.name}.svg`);
    writeFileSync(file, drawChart(chart));
    return file;
  });
  return [figures, ...pictures];
}
