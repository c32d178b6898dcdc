import { readdirSync, readFileSync } from "node:fs";
import type { UsageRow } from "../report/work-report.ts";

/** Linux counts CPU time in these, on every machine that Bun and Node.js run on. */
const TICKS_PER_SECOND = 100;

export interface NamedProcess {
  name: string;
  pid: number;
}

/** What a process and its children have used so far. */
export interface Usage {
  cpuSeconds: number;
  memoryBytes: number;
}

/** Reads the use of processes by name from /proc; zeros where there is none, as on macOS. */
export function readUsage(processes: readonly NamedProcess[]): Map<string, Usage> {
  return new Map(processes.map(({ name, pid }) => [name, usageOfTree(pid)]));
}

/** What was used between two readings, for a million runs. */
export function usagePerMillion(
  before: ReadonlyMap<string, Usage>,
  after: ReadonlyMap<string, Usage>,
  runs: number,
): UsageRow[] {
  return [...after].map(([process, { cpuSeconds, memoryBytes }]) => ({
    process,
    cpuSecondsPerMillion: ((cpuSeconds - (before.get(process)?.cpuSeconds ?? 0)) / runs) * 1_000_000,
    memoryBytes,
  }));
}

/** The parent of a process; itself where it cannot be told. */
export function parentOf(pid: number): number {
  return readStat(pid)?.parent ?? pid;
}

function usageOfTree(pid: number): Usage {
  const root = readStat(pid);
  const children = listPids().filter((child) => readStat(child)?.parent === pid);
  const live = children.reduce((sum, child) => sum + (readStat(child)?.ownTicks ?? 0), 0);
  return {
    // those of children that have ended are counted by their parent
    cpuSeconds: ((root?.ownTicks ?? 0) + (root?.endedChildrenTicks ?? 0) + live) / TICKS_PER_SECOND,
    memoryBytes: [pid, ...children].reduce((sum, process) => sum + memoryOf(process), 0),
  };
}

interface ProcessStat {
  parent: number;
  ownTicks: number;
  endedChildrenTicks: number;
}

function readStat(pid: number): ProcessStat | undefined {
  const text = read(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // the name, in parentheses, may hold spaces
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const field = (number: number) => Number(fields[number - 3]);
  return { parent: field(4), ownTicks: field(14) + field(15), endedChildrenTicks: field(16) + field(17) };
}

/** The proportional set size: memory shared by several processes is divided among them. */
function memoryOf(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? "")?.[1] ?? 0) * 1_024;
}

function listPids(): number[] {
  try {
    return readdirSync("/proc")
      .map(Number)
      .filter((pid) => Number.isInteger(pid));
  } catch {
    return [];
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
