import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import type { Spread } from "../figures/spread.ts";
import type { Row } from "../report/work-report.ts";
import type { Work } from "../work.ts";

const PROGRAM = resolve(import.meta.dirname, "../../../core/bench/due-times.ts");
const ENGINE = "this engine";
const FIGURE = /^ {2}(\S.*?) {2,}([\d.]+)(?: µs)? \(([\d.]+)–([\d.]+)\)/;

/** Due times of our engine, cron-parser and croner: the bench of packages/core, as one of the works. */
export const dueTimes: Work = {
  name: "due-times",
  title: "Computing due times",
  async run({ smoke, log }) {
    if (smoke) return { rows: [], notes: ["Left out of the smoke run: it measures for a fixed time."] };
    log("this takes half a minute");
    const { stdout, status } = spawnSync(process.execPath, [PROGRAM], { encoding: "utf8" });
    if (status !== 0) throw new Error(`the bench of due times ended with ${status}`);
    return { rows: readComparisons(stdout) };
  },
};

/** Reads blocks of a title and one indented line for each engine. */
export function readComparisons(output: string): Row[] {
  const rows: Row[] = [];
  let title = "";
  let ours: Spread | undefined;
  for (const line of output.split("\n")) {
    const [, engine, median, low, high] = FIGURE.exec(line) ?? [];
    if (engine === undefined) {
      if (line.trim() !== "") title = line.trim();
      continue;
    }
    const figure = { median: Number(median), low: Number(low), high: Number(high) };
    if (engine === ENGINE) {
      ours = figure;
    } else if (ours !== undefined) {
      const unit = title.includes("bytes") ? "bytes" : "µs";
      const ratio = ours.median / figure.median;
      rows.push({
        what: title.replaceAll("|", "\\|"),
        ours: { value: ours, unit },
        baseline: { name: engine, figure: { value: figure, unit } },
        ratio: { median: ratio, low: ratio, high: ratio },
      });
    }
  }
  return rows;
}
