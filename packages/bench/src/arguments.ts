import { resolve } from "node:path";
import { parseArgs } from "node:util";

export interface BenchArguments {
  /** Names of works; empty: all. */
  works: string[];
  smoke: boolean;
  size: number | undefined;
  rounds: number | undefined;
  resultsFolder: string;
  profileFolder: string | undefined;
  help: boolean;
}

const RESULTS_FOLDER = resolve(import.meta.dirname, "../results");

/** @throws Error that says what is wrong with the command line */
export function readArguments(args: readonly string[]): BenchArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      smoke: { type: "boolean", default: false },
      size: { type: "string" },
      rounds: { type: "string" },
      results: { type: "string", default: RESULTS_FOLDER },
      profile: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const size = countOf("--size", values.size);
  if (size !== undefined && positionals.length !== 1) throw new Error("--size needs exactly one work");
  return {
    works: positionals,
    smoke: values.smoke,
    size,
    rounds: countOf("--rounds", values.rounds),
    resultsFolder: resolve(values.results),
    profileFolder: values.profile === undefined ? undefined : resolve(values.profile),
    help: values.help,
  };
}

function countOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text.replaceAll(/[,_]/g, ""));
  if (Number.isInteger(count) && count > 0) return count;
  throw new Error(`${option} must be a whole number above 0, not "${text}"`);
}
