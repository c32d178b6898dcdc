import { parseArgs } from "node:util";

export const PARTS = ["server", "interactions", "lighthouse"] as const;
export type Part = (typeof PARTS)[number];

export interface MeasureArguments {
  parts: readonly Part[];
  /** How many schedules are stored. */
  schedules: number;
  /** The pages that Lighthouse looks at. */
  paths: readonly string[];
}

/** So that there are pages to move on to, and a search finds some of many. */
const MIN_SCHEDULES = 1_000;

/** @throws Error that says what is wrong with the command line */
export function readArguments(args: readonly string[]): MeasureArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      schedules: { type: "string", default: "100000" },
      path: { type: "string", multiple: true, default: ["/", "/schedules"] },
    },
  });
  const unknown = positionals.find((name) => !PARTS.some((part) => part === name));
  if (unknown !== undefined)
    throw new Error(`there is no part "${unknown}"; the parts are: ${PARTS.join(", ")}`);
  const schedules = Number(values.schedules.replaceAll(/[,_]/g, ""));
  if (!Number.isInteger(schedules) || schedules < MIN_SCHEDULES) {
    throw new Error(
      `--schedules must be a whole number of at least ${MIN_SCHEDULES}, not "${values.schedules}"`,
    );
  }
  const parts = positionals.length === 0 ? PARTS : PARTS.filter((part) => positionals.includes(part));
  return { parts, schedules, paths: values.path };
}
