import { compileTiming, dueTimesIn, timingViolations } from "../../src/due/index.ts";
import { Timing } from "../../src/timing.ts";
import expressions from "./fixtures/prow-cron-expressions.json";
import { LocalClock } from "./local-clock.ts";
import { type OracleExpression, type OraclePart, oracleDueSeconds, readClock } from "./oracle.ts";
import type { CheckFigures } from "./property-checks.ts";

const WEEKDAY_NAMES = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const LAST_VALUES = [59, 59, 23, 31, 12, 6];

/** Every cron expression of Kubernetes' own periodic jobs, through each minute of a year. */
export function checkProwYear(zones: readonly string[], year: number): CheckFigures {
  const figures = { zones: zones.length, transitions: 0, cases: 0, dueTimes: 0 };
  for (const zone of zones) {
    const from = Date.UTC(year, 0, 1) / 1_000;
    const until = Date.UTC(year + 1, 0, 1) / 1_000;
    const readings = readClock(new LocalClock(zone), from, until, 60);
    for (const text of expressions) {
      const expected = oracleDueSeconds(parsePlainly(text), readings, 60);
      const timing = Timing.parse({ spec: { type: "cron", expression: text, timeZone: zone } });
      const actual =
        timingViolations(timing).length > 0
          ? []
          : dueTimesIn(
              compileTiming(timing),
              new Date((from + 1) * 1_000),
              new Date(until * 1_000),
              1_000_000,
            );
      if (actual.map((due) => due.getTime() / 1_000).join() !== expected.join()) {
        throw new Error(`"${text}" in ${zone}: ${actual.length} due times, expected ${expected.length}`);
      }
      figures.cases++;
      figures.dueTimes += expected.length;
    }
  }
  return figures;
}

/** Enough of cron for the fixture: numbers, names, `*`, ranges, steps, lists. */
function parsePlainly(text: string): OracleExpression {
  const fields = ["0", ...text.split(" ")].map((field, index) =>
    field.split(",").map((part): OraclePart => {
      const [range = "", step = "1"] = part.split("/");
      if (range === "*") return { type: "all", step: Number(step) };
      const [from = "", to] = range.split("-").map((value) => {
        const named = WEEKDAY_NAMES.indexOf(value);
        return named === -1 ? Number(value) : named;
      });
      const first = Number(from);
      const openEnd = part.includes("/") ? (LAST_VALUES[index] ?? first) : first;
      return { type: "range", from: first, to: to ?? openEnd, step: Number(step) };
    }),
  );
  const [second = [], minute = [], hour = [], dayOfMonth = [], month = [], dayOfWeek = []] = fields;
  return [second, minute, hour, dayOfMonth, month, dayOfWeek];
}
