import { checkBounds } from "./bounds-checks.ts";
import { compareWithLibraries, type DifferentialResult, writeDisagreements } from "./differential.ts";
import { describeTimeZoneData } from "./libraries.ts";
import type { Transition } from "./local-clock.ts";
import {
  type CheckFigures,
  checkCalendar,
  checkMinutesAround,
  checkSecondsAround,
  checkZoneTables,
  findAllTransitions,
  findDistantTransitions,
  representativesOf,
} from "./property-checks.ts";
import { checkProwYear } from "./prow-check.ts";

export const DISAGREEMENTS_FILE = new URL("disagreements.md", import.meta.url).pathname;

/** How much of everything a run looks at. */
export interface RunSize {
  everyTransition: boolean;
  expressionsPerTransition: number;
  /** Only each n-th transition is walked second by second, or with bounds and exclusions. */
  secondsEveryNth: number;
  boundsEveryNth: number;
  distantEveryNthZone: number;
  calendarRuns: number;
  prowZones: readonly string[];
  seed: number;
}

export const DEFAULT_SIZE: RunSize = {
  everyTransition: false,
  expressionsPerTransition: 4,
  secondsEveryNth: 8,
  boundsEveryNth: 6,
  distantEveryNthZone: 25,
  calendarRuns: 300,
  prowZones: ["America/New_York"],
  seed: 20_260_101,
};

export const LONG_SIZE: RunSize = {
  everyTransition: true,
  expressionsPerTransition: 10,
  secondsEveryNth: 20,
  boundsEveryNth: 20,
  distantEveryNthZone: 3,
  calendarRuns: 5_000,
  prowZones: [
    "UTC",
    "America/New_York",
    "Europe/Vienna",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Asia/Kathmandu",
  ],
  seed: 20_270_101,
};

/** Each check by name; they throw on the first disagreement with the oracle. */
export function oracleChecks(size: RunSize): Record<string, () => CheckFigures> {
  let found: Transition[] | undefined;
  const all = () => {
    found ??= findAllTransitions();
    return found;
  };
  const chosen = (everyNth = 1) =>
    (size.everyTransition ? all() : representativesOf(all())).filter((_, index) => index % everyNth === 0);
  const checkSize = { expressions: size.expressionsPerTransition, seed: size.seed };
  return {
    "zone tables against a walk": () => checkZoneTables(all()),
    "minutes around transitions": () => checkMinutesAround(chosen(), checkSize),
    "seconds around transitions": () => checkSecondsAround(chosen(size.secondsEveryNth), checkSize),
    "seconds before 1970, after 2037": () =>
      checkSecondsAround(findDistantTransitions(size.distantEveryNthZone), checkSize),
    "bounds, exclusions, intervals, jitter": () => checkBounds(chosen(size.boundsEveryNth), checkSize),
    "days of the calendar, years 1-9996": () => checkCalendar(size.calendarRuns, size.seed),
    "a year of Kubernetes' periodic jobs": () => checkProwYear(size.prowZones, 2026),
  };
}

export function formatFigures(name: string, figures: CheckFigures): string {
  const { zones, transitions, cases, dueTimes } = figures;
  const count = (value: number) => value.toLocaleString("en-US");
  return `${name}: ${count(cases)} cases, ${count(zones)} zones, ${count(transitions)} transitions, ${count(dueTimes)} due times, 0 disagreements`;
}

export function formatDifferential({ questions, disagreements }: DifferentialResult): string {
  const unexplained = disagreements.filter(({ category }) => category === undefined).length;
  return `against cron-parser and croner: ${questions} questions, ${disagreements.length} differences, ${unexplained} unexplained`;
}

/** `bun run test:due-times [--long] [--write-disagreements]` */
async function main(args: readonly string[]): Promise<void> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  print(`time-zone data: ${describeTimeZoneData()}`);
  const size = args.includes("--long") ? LONG_SIZE : DEFAULT_SIZE;
  for (const [name, check] of Object.entries(oracleChecks(size))) print(formatFigures(name, check()));
  const differential = compareWithLibraries();
  print(formatDifferential(differential));
  if (args.includes("--write-disagreements"))
    await Bun.write(DISAGREEMENTS_FILE, writeDisagreements(differential));
}

if (import.meta.main) await main(process.argv.slice(2));
