import fc from "fast-check";
import type { OracleExpression, OraclePart } from "./oracle.ts";

const MONTH_NAMES = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAY_NAMES = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Where a field begins, how many values it has, and which of them deserve attention. */
interface FieldShape {
  first: number;
  size: number;
  favourites: readonly number[];
}

/** The favourites put expressions where the clock changes. */
export interface CronFavourites {
  hours?: readonly number[];
  days?: readonly number[];
  months?: readonly number[];
}

const SECOND: FieldShape = { first: 0, size: 60, favourites: [0, 1, 30, 59] };
const MINUTE: FieldShape = { first: 0, size: 60, favourites: [0, 15, 29, 30, 45, 59] };

/** Expressions at a resolution of one minute, or of one second. */
export function cronArbitrary(
  favourites: CronFavourites,
  resolution: "minute" | "second",
): fc.Arbitrary<OracleExpression> {
  const hour: FieldShape = { first: 0, size: 24, favourites: favourites.hours ?? [0, 1, 2, 3, 23] };
  const day: FieldShape = { first: 1, size: 31, favourites: favourites.days ?? [1, 15, 28, 29, 30, 31] };
  const month: FieldShape = { first: 1, size: 12, favourites: favourites.months ?? [2, 3, 10, 11] };
  const everyDay = fc.constant<OraclePart[]>([{ type: "all", step: 1 }]);
  return fc.tuple(
    resolution === "second"
      ? listOf(SECOND)
      : fc.constant<OraclePart[]>([{ type: "range", from: 0, to: 0, step: 1 }]),
    listOf(MINUTE),
    listOf(hour),
    fc.oneof({ weight: 5, arbitrary: everyDay }, { weight: 3, arbitrary: dayListOf(day, specialDate) }),
    fc.oneof({ weight: 6, arbitrary: everyDay }, { weight: 2, arbitrary: listOf(month) }),
    fc.oneof(
      { weight: 5, arbitrary: everyDay },
      { weight: 3, arbitrary: dayListOf({ first: 0, size: 7, favourites: [0, 1, 5, 6] }, specialWeekday) },
    ),
  );
}

const specialDate: fc.Arbitrary<OraclePart> = fc.oneof(
  fc.record({ type: fc.constant("lastDay" as const), before: fc.nat(30) }),
  fc.record({ type: fc.constant("lastDay" as const), before: fc.constant(0) }),
  fc.record({ type: fc.constant("nearestWeekday" as const), day: fc.integer({ min: 1, max: 31 }) }),
  fc.record({ type: fc.constant("lastWorkday" as const) }),
);

const specialWeekday: fc.Arbitrary<OraclePart> = fc.oneof(
  fc.record({
    type: fc.constant("nthWeekday" as const),
    weekday: fc.nat(6),
    nth: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({ type: fc.constant("lastOfWeekday" as const), weekday: fc.nat(6) }),
);

function partOf({ first, size, favourites }: FieldShape): fc.Arbitrary<OraclePart> {
  const value = fc.oneof(fc.constantFrom(...favourites), fc.integer({ min: first, max: first + size - 1 }));
  const step = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: size }));
  return fc.oneof(
    { weight: 3, arbitrary: value.map((v): OraclePart => ({ type: "range", from: v, to: v, step: 1 })) },
    {
      weight: 2,
      arbitrary: fc.record({ type: fc.constant("range" as const), from: value, to: value, step }),
    },
    { weight: 2, arbitrary: fc.record({ type: fc.constant("all" as const), step }) },
  );
}

function listOf(shape: FieldShape): fc.Arbitrary<OraclePart[]> {
  return fc.array(partOf(shape), { minLength: 1, maxLength: 3, size: "small" });
}

function dayListOf(shape: FieldShape, special: fc.Arbitrary<OraclePart>): fc.Arbitrary<OraclePart[]> {
  const part = fc.oneof({ weight: 2, arbitrary: partOf(shape) }, { weight: 1, arbitrary: special });
  return fc.array(part, { minLength: 1, maxLength: 3, size: "small" });
}

/** The text of an expression, with names, `?` and five fields here and there, by the whim of `variant`. */
export function writeExpression(expression: OracleExpression, variant: number): string {
  const named = variant % 3 === 0;
  const [second, minute, hour, dayOfMonth, month, dayOfWeek] = expression.map((parts, field) =>
    parts.map((part) => writePart(part, field, named)).join(","),
  );
  const isMinutely = second === "0" && variant % 2 === 0;
  const days = variant % 5 === 0 && dayOfMonth === "*" ? "?" : dayOfMonth;
  return [...(isMinutely ? [] : [second]), minute, hour, days, month, dayOfWeek].join(" ");
}

function writePart(part: OraclePart, field: number, named: boolean): string {
  const write = (value: number) => {
    if (named && field === 4) return MONTH_NAMES[value - 1] ?? "";
    if (named && field === 5) return WEEKDAY_NAMES[value] ?? "";
    return String(value);
  };
  switch (part.type) {
    case "all":
      return part.step === 1 ? "*" : `*/${part.step}`;
    case "range":
      if (part.from === part.to) return write(part.from);
      return `${write(part.from)}-${write(part.to)}${part.step === 1 ? "" : `/${part.step}`}`;
    case "lastDay":
      return part.before === 0 ? "L" : `L-${part.before}`;
    case "nearestWeekday":
      return `${part.day}W`;
    case "lastWorkday":
      return "LW";
    case "nthWeekday":
      return `${write(part.weekday)}#${part.nth}`;
    case "lastOfWeekday":
      return `${write(part.weekday)}L`;
  }
}
