import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BenchArguments } from "./arguments.ts";
import { formatBytes } from "./report/format-figure.ts";
import { describeMachine } from "./report/machine.ts";
import { saveReport } from "./report/save-report.ts";
import { writeMarkdown } from "./report/write-markdown.ts";
import { startServers } from "./system/servers.ts";
import type { Work } from "./work.ts";

const HISTORY_PER_DAY = 10_000;

export interface BenchOptions extends Omit<BenchArguments, "works" | "help"> {
  works: readonly Work[];
  /** For logs; the caller's to remove. */
  folder: string;
  /** For the report. */
  print: (line: string) => void;
  /** For what is being done meanwhile. */
  log: (line: string) => void;
}

/** Carries out the works one after the other on the same servers, prints their tables and saves their figures. */
export async function runBench(options: BenchOptions): Promise<void> {
  const { works, smoke, print, log, resultsFolder } = options;
  await using servers = await startServers({ historyPerDay: smoke ? 1_000 : HISTORY_PER_DAY, log });
  const { cpu, cores, memoryBytes, system, runtime } = describeMachine();
  print(`${cores} × ${cpu}, ${formatBytes(memoryBytes)}, ${system}, ${runtime}.`);
  print(
    "Medians of the rounds, with the lowest and highest; contenders in turns on the same Postgres and Redis.\n",
  );
  for (const { name, title, run } of works) {
    const folder = join(options.folder, name);
    mkdirSync(folder, { recursive: true });
    const at = new Date();
    const startedAt = performance.now();
    const report = await run({ ...options, servers, folder, log: (line) => log(`${name}: ${line}`) });
    const tookMs = performance.now() - startedAt;
    print(writeMarkdown(title, report));
    for (const file of saveReport(resultsFolder, { name, title, at, tookMs, report })) log(`wrote ${file}`);
  }
}
