import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { compareRuns } from "./report/compare-runs.ts";
import type { Row } from "./report/work-report.ts";
import { WORKS } from "./works/index.ts";

// Prints the figures of two runs of the bench as one table: `bun run bench:compare <folder> <folder>`.

const RESULTS_FOLDER = resolve(import.meta.dirname, "../results");
/** Has a table of its own. */
const LEFT_OUT = "due-times";

function readRows(folder: string): Row[] {
  return WORKS.filter(({ name }) => name !== LEFT_OUT).flatMap(({ name }): Row[] => {
    const file = resolve(RESULTS_FOLDER, folder, `${name}.json`);
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).rows : [];
  });
}

const [first, second] = process.argv.slice(2);
if (first === undefined || second === undefined) {
  process.stderr.write("bun run bench:compare <folder of the first run> <folder of the second run>\n");
  process.exitCode = 1;
} else {
  process.stdout.write(`${compareRuns(readRows(first), readRows(second))}\n`);
}
