import { parseArgs } from "node:util";
import { parse as parseDuration } from "@lukeed/ms";
import { StartupError } from "@repo/runtime";

const MIN_PERIOD_MS = 1_000;

/**
 * The period of `--every <duration>` in milliseconds; undefined: run once and end, as a CronJob wants it.
 *
 * @throws StartupError when the arguments are not understood
 */
export function parseEvery(args: string[]): number | undefined {
  const every = readOption(args);
  if (every === undefined) return undefined;
  const period = parseDuration(every);
  if (period === undefined || period < MIN_PERIOD_MS) {
    throw new StartupError(`--every ${every}: must be a duration of at least 1s, such as 30s or 5m`);
  }
  return period;
}

function readOption(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { every: { type: "string" } } }).values.every;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new StartupError(`${message}; the only option is --every <duration>`);
  }
}
