import { CronExpressionParser } from "cron-parser";
import { boundedCache } from "./bounded-cache.ts";
import {
  CRON_FIELDS,
  type CronField,
  checkStep,
  readSpecialDay,
  refused,
  type SpecialDay,
  unwrapRange,
} from "./cron-syntax.ts";

/** What one field allows. Shared by every expression that has the same text in that place. */
export interface FieldValues {
  /** Ascending; without the special days. */
  values: readonly number[];
  specialDays: readonly SpecialDay[];
  /** The text starts with `*` or `?`. Decides how the day fields combine and whether elapsed time is kept. */
  isStar: boolean;
  /** `next[v]` is the smallest allowed value that is not below v, or -1. One longer than the field's range. */
  next: Int8Array;
  /** Bit v is set if v is allowed; only for fields whose values fit (days, months, weekdays). */
  bits: number;
}

/** A compiled expression. Immutable and shared. */
export interface CronFields {
  second: FieldValues;
  minute: FieldValues;
  hour: FieldValues;
  dayOfMonth: FieldValues;
  month: FieldValues;
  dayOfWeek: FieldValues;
}

/** Compiles six upper-case fields without `H`. Throws CronSyntaxError. */
export function compileCronFields(texts: readonly string[]): CronFields {
  const [second = "", minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = ""] = texts;
  return {
    second: fieldValuesOf(0, second),
    minute: fieldValuesOf(1, minute),
    hour: fieldValuesOf(2, hour),
    dayOfMonth: fieldValuesOf(3, dayOfMonth),
    month: fieldValuesOf(4, month),
    dayOfWeek: fieldValuesOf(5, dayOfWeek),
  };
}

/** Each field is parsed on its own: the error can name it, and the few distinct fields are parsed once. */
const parsedFieldOf = boundedCache(10_000, (key) => parseField(Number(key[0]), key.slice(1)));

function fieldValuesOf(index: number, text: string): FieldValues {
  return parsedFieldOf(`${index}${text}`);
}

function parseField(index: number, text: string): FieldValues {
  const field: CronField | undefined = CRON_FIELDS[index];
  if (!field) throw new RangeError(`no cron field ${index}`);
  const specialDays: SpecialDay[] = [];
  const plainParts: string[] = [];
  for (const part of text.split(",")) {
    const special = readSpecialDay(field, part);
    if (special) specialDays.push(special);
    else {
      checkStep(field, part);
      plainParts.push(unwrapRange(field, part));
    }
  }
  const values = plainParts.length > 0 ? parsePlainParts(index, field, plainParts) : [];
  const next = new Int8Array(field.max + 2).fill(-1);
  let bits = 0;
  for (const value of values) {
    next[value] = value;
    bits |= 1 << value;
  }
  for (let value = field.max; value >= 0; value--) {
    if (next[value] === -1) next[value] = next[value + 1] ?? -1;
  }
  return { values, specialDays, isStar: /^[*?]/.test(text), next, bits };
}

/** All parts at once; if that is refused, part by part: cron-parser refuses what two parts share, as in `0,*\/15`. */
function parsePlainParts(index: number, field: CronField, parts: readonly string[]): number[] {
  const modulus = field.name === "day-of-week" ? 7 : Number.POSITIVE_INFINITY;
  const values = new Set<number>();
  for (const value of tryParse(index, parts.join(",")) ??
    parts.flatMap((part) => parsePart(index, field, part))) {
    values.add(value % modulus);
  }
  return [...values].sort((a, b) => a - b);
}

/** Undefined if cron-parser refuses it; its message does not name the field. */
function tryParse(index: number, text: string): number[] | undefined {
  // Half of all fields are one number, which needs no parser.
  const { min, max } = CRON_FIELDS[index] ?? { min: 0, max: -1 };
  if (/^\d\d?$/.test(text) && Number(text) >= min && Number(text) <= max) return [Number(text)];
  try {
    return expandWithCronParser(index, text);
  } catch {
    return undefined;
  }
}

function parsePart(index: number, field: CronField, part: string): number[] {
  return part.split(",").flatMap((value) => {
    const values = tryParse(index, value);
    if (values) return values;
    const names = field.names.length > 0 ? ` or ${field.names[0]}-${field.names.at(-1)}` : "";
    throw refused(field, part, `use values within ${field.min}-${field.max}${names}`);
  });
}

/** The values of one field, set among harmless others. */
function expandWithCronParser(index: number, text: string): number[] {
  const expression = ["0", "0", "0", "1", "1", "0"].with(index, text).join(" ");
  // Without a date and a seed it would read the clock and Math.random.
  const parsed = CronExpressionParser.parse(expression, { currentDate: 0, tz: "UTC", hashSeed: "none" });
  const { second, minute, hour, dayOfMonth, month, dayOfWeek } = parsed.fields;
  const field = [second, minute, hour, dayOfMonth, month, dayOfWeek][index];
  return (field?.values ?? []).map(Number);
}
