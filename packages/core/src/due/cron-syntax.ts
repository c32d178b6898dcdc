/** Why an expression was refused; the message names the part at fault and the remedy. */
export class CronSyntaxError extends Error {
  override readonly name = "CronSyntaxError";
}

/** A day that depends on the month it falls in. Weekdays count from Sunday, 0. */
export type SpecialDay =
  /** `L`, and `L-3` for three days before it. */
  | { type: "lastDay"; before: number }
  /** `15W`: the Monday-to-Friday day nearest to the 15th, without leaving the month. */
  | { type: "nearestWeekday"; day: number }
  /** `LW`: the last Monday-to-Friday day. */
  | { type: "lastWorkday" }
  /** `2#1`: the first Tuesday. */
  | { type: "nthWeekday"; weekday: number; nth: number }
  /** `5L`: the last Friday. */
  | { type: "lastOfWeekday"; weekday: number };

/** One of the six fields, its place in the expression and the values it can take. */
export interface CronField {
  name: "second" | "minute" | "hour" | "day-of-month" | "month" | "day-of-week";
  min: number;
  max: number;
  names: readonly string[];
  /** Largest value that a bare `H` may become: the 29th to 31st would miss months. */
  hashMax: number;
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

export const CRON_FIELDS = [
  { name: "second", min: 0, max: 59, names: [], hashMax: 59 },
  { name: "minute", min: 0, max: 59, names: [], hashMax: 59 },
  { name: "hour", min: 0, max: 23, names: [], hashMax: 23 },
  { name: "day-of-month", min: 1, max: 31, names: [], hashMax: 28 },
  { name: "month", min: 1, max: 12, names: MONTHS, hashMax: 12 },
  { name: "day-of-week", min: 0, max: 6, names: WEEKDAYS, hashMax: 6 },
] as const satisfies readonly CronField[];

const MACROS: Readonly<Record<string, string>> = {
  "@yearly": "0 0 0 1 1 *",
  "@annually": "0 0 0 1 1 *",
  "@monthly": "0 0 0 1 * *",
  "@weekly": "0 0 0 * * 0",
  "@daily": "0 0 0 * * *",
  "@midnight": "0 0 0 * * *",
  "@hourly": "0 0 * * * *",
  "@minutely": "0 * * * * *",
  "@secondly": "* * * * * *",
  "@weekdays": "0 0 0 * * 1-5",
  "@weekends": "0 0 0 * * 0,6",
};

/** The six fields of an expression, seconds first, in upper case; macros written out. */
export function splitCronExpression(expression: string): string[] {
  const text = expression.trim();
  if (text.startsWith("@")) {
    const macro = MACROS[text.toLowerCase()];
    if (macro) return macro.split(" ");
    throw new CronSyntaxError(
      `unknown macro "${text}"; use one of ${Object.keys(MACROS).join(", ")}, or an interval instead of @every`,
    );
  }
  const fields = text.toUpperCase().split(/\s+/);
  if (fields.length === 5) return ["0", ...fields];
  if (fields.length === 6) return fields;
  const count = text === "" ? 0 : fields.length;
  throw new CronSyntaxError(
    `has ${count} ${count === 1 ? "field" : "fields"}; give five (minute hour day-of-month month day-of-week), or six with seconds first`,
  );
}

/** True if a part of the list is `H`, which stands for a value settled by the schedule's id. */
export function hasHash(fieldText: string): boolean {
  return fieldText.split(",").some((part) => part.startsWith("H"));
}

/** Writes a value, or a stepped range, for each `H`; `hash` is fixed by schedule and field. */
export function resolveHash(field: CronField, fieldText: string, hash: number): string {
  return fieldText
    .split(",")
    .map((part) => {
      if (!part.startsWith("H")) return part;
      const match = /^H(?:\((\d+)-(\d+)\))?(?:\/(\d+))?$/.exec(part);
      if (!match) throw refused(field, part, "write H, H/15, H(0-29) or H(0-29)/10");
      const [, from, to, step] = match;
      const low = from === undefined ? field.min : Number(from);
      const high = to === undefined ? field.hashMax : Number(to);
      if (low > high || low < field.min || high > field.max) {
        throw refused(field, part, `the range must lie within ${field.min}-${field.max}`);
      }
      if (step === undefined) return String(low + (hash % (high - low + 1)));
      const every = Number(step);
      if (every < 1 || every > high - low + 1) {
        throw refused(field, part, `the step must lie within 1-${high - low + 1}`);
      }
      return `${low + (hash % every)}-${high}/${every}`;
    })
    .join(",");
}

/** A range that wraps, such as `22-2` or `FRI-MON/2`, written out as a list; any other part as it is. */
export function unwrapRange(field: CronField, part: string): string {
  const match = /^(\w+)-(\w+?)(?:\/(\d+))?$/.exec(part);
  if (!match) return part;
  const [, fromText = "", toText = "", step = "1"] = match;
  const isWeekday = field.name === "day-of-week";
  const to = readValue(field, toText);
  let from = readValue(field, fromText);
  // Sunday is 0 and 7; as the start of a range only 0 makes sense.
  if (isWeekday && from === 7 && to < 7) from = 0;
  const size = field.max - field.min + 1;
  const inRange = (value: number) => value >= field.min && value <= field.max;
  if (from <= to) return isWeekday ? `${from}-${to}/${step}` : part;
  if (!inRange(from) || !inRange(to) || Number(step) < 1) return part;
  const values: number[] = [];
  for (let value = from; value <= to + size; value += Number(step)) {
    values.push(((value - field.min) % size) + field.min);
  }
  return values.join(",");
}

/** Refuses a step that can never be taken: `*\/90` in the minute field is not "every 90 minutes". */
export function checkStep(field: CronField, part: string): void {
  const step = /\/(\d+)$/.exec(part)?.[1];
  if (step === undefined) return;
  const size = field.max - field.min + 1;
  if (Number(step) < 1 || Number(step) > size) {
    throw refused(field, part, `the step must lie within 1-${size}; for a longer distance use an interval`);
  }
}

/** The special day that a part of a day field names, or undefined if it is an ordinary part. */
export function readSpecialDay(field: CronField, part: string): SpecialDay | undefined {
  if (field.name === "day-of-month") return readSpecialDayOfMonth(field, part);
  if (field.name === "day-of-week") return readSpecialDayOfWeek(field, part);
  return undefined;
}

function readSpecialDayOfMonth(field: CronField, part: string): SpecialDay | undefined {
  if (part === "L") return { type: "lastDay", before: 0 };
  if (part === "LW") return { type: "lastWorkday" };
  const nearest = /^(\d+)W$/.exec(part)?.[1];
  if (nearest !== undefined) {
    const day = Number(nearest);
    if (day < 1 || day > 31) throw refused(field, part, "the day before W must lie within 1-31");
    return { type: "nearestWeekday", day };
  }
  const before = /^L-(\d+)$/.exec(part)?.[1];
  if (before !== undefined) {
    if (Number(before) > 30) throw refused(field, part, "the number after L- must lie within 0-30");
    return { type: "lastDay", before: Number(before) };
  }
  return undefined;
}

function readSpecialDayOfWeek(field: CronField, part: string): SpecialDay | undefined {
  const match = /^([A-Z]{3}|\d)(?:L|#(\d+))$/.exec(part);
  if (!match) return undefined;
  const [, dayText = "", nthText] = match;
  const weekday = readValue(field, dayText);
  if (!(weekday >= 0 && weekday <= 7)) throw refused(field, part, "the weekday must lie within 0-7");
  if (nthText === undefined) return { type: "lastOfWeekday", weekday: weekday % 7 };
  const nth = Number(nthText);
  if (nth < 1 || nth > 5) throw refused(field, part, "the number after # must lie within 1-5");
  return { type: "nthWeekday", weekday: weekday % 7, nth };
}

export function refused(field: CronField, part: string, remedy: string): CronSyntaxError {
  return new CronSyntaxError(`${field.name} "${part}": ${remedy}`);
}

/** NaN for what is neither a number nor a name of the field. */
function readValue(field: CronField, text: string): number {
  const index = field.names.indexOf(text);
  return index === -1 ? (/^\d+$/.test(text) ? Number(text) : Number.NaN) : index + field.min;
}
