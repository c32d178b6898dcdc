import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { quantileOf } from "../figures/spread.ts";

const POLL_INTERVAL_MS = 200;

/** A start that a handler noted. */
export interface Start {
  key: string;
  fireAt: number;
  startedAt: number;
}

/** The starts of a file that were for `fireAt` or later; a file that is not there yet has none. */
export function readStarts(file: string): Start[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, "utf8");
  return (
    text
      // a line that is only half written is read the next time
      .slice(0, text.lastIndexOf("\n") + 1)
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => {
        const [key = "", fireAt, startedAt] = line.split(" ");
        return { key, fireAt: Number(fireAt), startedAt: Number(startedAt) };
      })
  );
}

/**
 * Waits until `count` starts are noted in the files together, or until `deadline`. What is missing then is missing: it
 * is in the figures.
 */
export async function waitForStarts(
  files: readonly string[],
  count: number,
  deadline: number,
): Promise<Start[]> {
  for (;;) {
    const starts = files.flatMap(readStarts);
    if (starts.length >= count || Date.now() >= deadline) return starts;
    await sleep(POLL_INTERVAL_MS);
  }
}

/** What the starts of a known number of pieces of work say. Lateness is in milliseconds. */
export interface StartSummary {
  expected: number;
  missing: number;
  duplicated: number;
  early: number;
  p50: number;
  p99: number;
  max: number;
  /** In ascending order. */
  lateness: number[];
}

export function summariseStarts(starts: readonly Start[], expected: number): StartSummary {
  const first = new Map<string, Start>();
  for (const start of starts) {
    const known = first.get(start.key);
    if (known === undefined || start.startedAt < known.startedAt) first.set(start.key, start);
  }
  const lateness = [...first.values()].map((start) => start.startedAt - start.fireAt).sort((a, b) => a - b);
  return {
    expected,
    missing: expected - first.size,
    duplicated: starts.length - first.size,
    early: lateness.filter((ms) => ms < 0).length,
    p50: quantileOf(lateness, 0.5),
    p99: quantileOf(lateness, 0.99),
    max: quantileOf(lateness, 1),
    lateness,
  };
}
