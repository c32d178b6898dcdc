import type { Spread } from "../figures/spread.ts";

export type Unit = "ms" | "µs" | "/s" | "s" | "bytes" | "×" | "";

export interface Figure {
  value: Spread;
  unit: Unit;
}

/** One line of the table. */
export interface Row {
  /** What was measured, such as `plan 100,000 runs`. */
  what: string;
  ours: Figure;
  /** What it is measured against, in the same run. */
  baseline?: { name: string; figure: Figure };
  /** Ours divided by the baseline, round by round. */
  ratio?: Spread;
  /** What is to be reached, in words such as `≤ 1.5 ×`. */
  toReach?: string;
  /** Whether the median reached it; absent when nothing is to be reached. */
  reached?: boolean;
}

/** What a group of processes used for a work. */
export interface UsageRow {
  process: string;
  /** CPU seconds for a million runs. */
  cpuSecondsPerMillion: number;
  /** Bytes held at the end, shared memory counted once. */
  memoryBytes: number;
}

/** A named curve. */
export interface Series {
  name: string;
  /** Ours is drawn in front. */
  isOurs: boolean;
  points: [x: number, y: number][];
}

export interface Chart {
  /** File name without its ending. */
  name: string;
  title: string;
  subtitle: string;
  kind: "lateness distribution" | "cost by size" | "over time";
  xLabel: string;
  yLabel: string;
  series: Series[];
}

/** What one work found out. */
export interface WorkReport {
  rows: Row[];
  usage?: { title: string; rows: UsageRow[] }[];
  charts?: Chart[];
  /** What the reader has to know to judge the figures, and what could not be measured. */
  notes?: string[];
}

/** A row whose ratio has to stay at or below a limit. */
export function rowAtMost(row: Omit<Row, "toReach" | "reached">, limit: number): Row {
  return { ...row, toReach: `≤ ${limit} ×`, reached: (row.ratio?.median ?? Number.NaN) <= limit };
}

/** A row whose ratio has to reach a limit. */
export function rowAtLeast(row: Omit<Row, "toReach" | "reached">, limit: number): Row {
  return { ...row, toReach: `≥ ${limit} ×`, reached: (row.ratio?.median ?? Number.NaN) >= limit };
}
