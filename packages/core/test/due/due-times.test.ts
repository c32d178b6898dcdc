import { describe, expect, test } from "bun:test";
import {
  DEFAULT_SIZE,
  DISAGREEMENTS_FILE,
  formatDifferential,
  formatFigures,
  oracleChecks,
} from "./check-due-times.ts";
import { compareWithLibraries, writeDisagreements } from "./differential.ts";
import { describeTimeZoneData } from "./libraries.ts";

const TIMEOUT_MS = 600_000;
const print = (line: string) => process.stdout.write(`${line}\n`);

describe("the engine agrees with the oracle on", () => {
  print(`time-zone data: ${describeTimeZoneData()}`);
  for (const [name, check] of Object.entries(oracleChecks(DEFAULT_SIZE))) {
    test(
      name,
      () => {
        const figures = check();
        print(formatFigures(name, figures));
        expect(figures.cases).toBeGreaterThan(0);
      },
      TIMEOUT_MS,
    );
  }
});

test(
  "what cron-parser and croner do differently is the committed table, each case explained",
  async () => {
    const result = compareWithLibraries();
    print(formatDifferential(result));
    expect(result.disagreements.filter(({ category }) => category === undefined)).toEqual([]);
    expect(writeDisagreements(result)).toBe(await Bun.file(DISAGREEMENTS_FILE).text());
  },
  TIMEOUT_MS,
);
