import { CronExpressionParser } from "cron-parser";
import cronParserPackage from "cron-parser/package.json";
import { Cron } from "croner";
import cronerPackage from "croner/package.json";
import { compileTiming, nextDueAt } from "../../src/due/index.ts";
import { Timing } from "../../src/timing.ts";

/** Gives the next due time after an instant; undefined if there is none. Throws if the expression is refused. */
type Evaluator = (expression: string, timeZone: string) => (after: Date) => Date | undefined;

export interface Library {
  name: string;
  version: string;
  evaluate: Evaluator;
}

export const evaluateWithEngine: Evaluator = (expression, timeZone) => {
  const compiled = compileTiming(Timing.parse({ spec: { type: "cron", expression, timeZone } }), "some id");
  return (after) => nextDueAt(compiled, after);
};

export const LIBRARIES: readonly Library[] = [
  {
    name: "cron-parser",
    version: cronParserPackage.version,
    evaluate: (expression, tz) => {
      const parsed = CronExpressionParser.parse(expression, { tz, hashSeed: "some id", currentDate: 0 });
      return (after) => {
        parsed.reset(after);
        return parsed.hasNext() ? parsed.next().toDate() : undefined;
      };
    },
  },
  {
    name: "croner",
    version: cronerPackage.version,
    evaluate: (expression, timezone) => {
      const cron = new Cron(expression, { timezone, paused: true });
      return (after) => cron.nextRun(after) ?? undefined;
    },
  },
];

/** What the run depends on besides the code. */
export function describeTimeZoneData(): string {
  return process.versions.tz ? `tzdata ${process.versions.tz}` : `ICU ${process.versions.icu}`;
}
