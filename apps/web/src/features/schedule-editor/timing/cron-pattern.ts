/** The cron expressions that the builder can make: those most people need. */
export type CronPattern =
  | { kind: "minutes"; every: number }
  | { kind: "hours"; every: number; minute: number }
  | { kind: "daily"; hour: number; minute: number }
  | { kind: "weekly"; weekdays: number[]; hour: number; minute: number }
  | { kind: "monthly"; day: number | "L"; hour: number; minute: number };

/** Minutes and hours that divide what they are a part of, so that the distance is always the same. */
export const MINUTE_STEPS = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30];
export const HOUR_STEPS = [1, 2, 3, 4, 6, 8, 12];

const WEEKDAY_NAMES = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** The builder's reading of an expression; undefined when it is more than the builder knows. */
export function readCronPattern(expression: string): CronPattern | undefined {
  const fields = expression.trim().toUpperCase().split(/\s+/);
  // seconds first, which have to be the default
  if (fields.length === 6 && fields[0] === "0") fields.shift();
  if (fields.length !== 5) return undefined;
  const [minuteField = "", hourField = "", dayField = "", monthField, weekdayField = ""] = fields;
  if (monthField !== "*") return undefined;
  const isEveryDay = isAny(dayField) && isAny(weekdayField);
  const step = stepOf(minuteField, MINUTE_STEPS);
  if (step !== undefined && hourField === "*" && isEveryDay) return { kind: "minutes", every: step };
  const minute = numberIn(minuteField, 0, 59);
  if (minute === undefined) return undefined;
  const hourStep = stepOf(hourField, HOUR_STEPS);
  if (hourStep !== undefined && isEveryDay) return { kind: "hours", every: hourStep, minute };
  const hour = numberIn(hourField, 0, 23);
  if (hour === undefined) return undefined;
  if (isEveryDay) return { kind: "daily", hour, minute };
  if (isAny(dayField)) {
    const weekdays = readWeekdays(weekdayField);
    return weekdays && { kind: "weekly", weekdays, hour, minute };
  }
  if (!isAny(weekdayField)) return undefined;
  const day = dayField === "L" ? "L" : numberIn(dayField, 1, 31);
  return day === undefined ? undefined : { kind: "monthly", day, hour, minute };
}

/** The expression of five fields for a pattern. */
export function writeCronPattern(pattern: CronPattern): string {
  switch (pattern.kind) {
    case "minutes":
      return `${writeStep(pattern.every)} * * * *`;
    case "hours":
      return `${pattern.minute} ${writeStep(pattern.every)} * * *`;
    case "daily":
      return `${pattern.minute} ${pattern.hour} * * *`;
    case "weekly":
      return `${pattern.minute} ${pattern.hour} * * ${writeWeekdays(pattern.weekdays)}`;
    case "monthly":
      return `${pattern.minute} ${pattern.hour} ${pattern.day} * *`;
  }
}

/** A pattern of another kind that keeps what both have, the time of day above all. */
export function changeKind(pattern: CronPattern | undefined, kind: CronPattern["kind"]): CronPattern {
  const minute = pattern && "minute" in pattern ? pattern.minute : 0;
  const hour = pattern && "hour" in pattern ? pattern.hour : 9;
  switch (kind) {
    case "minutes":
      return { kind, every: 5 };
    case "hours":
      return { kind, every: 1, minute };
    case "daily":
      return { kind, hour, minute };
    case "weekly":
      return { kind, weekdays: [1, 2, 3, 4, 5], hour, minute };
    case "monthly":
      return { kind, day: 1, hour, minute };
  }
}

function isAny(field: string): boolean {
  return field === "*" || field === "?";
}

function stepOf(field: string, steps: readonly number[]): number | undefined {
  if (field === "*") return 1;
  const step = Number(/^\*\/(\d+)$/.exec(field)?.[1]);
  return steps.includes(step) ? step : undefined;
}

function writeStep(every: number): string {
  return every === 1 ? "*" : `*/${every}`;
}

function numberIn(field: string, min: number, max: number): number | undefined {
  const value = /^\d{1,2}$/.test(field) ? Number(field) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

function readWeekdays(field: string): number[] | undefined {
  const days = new Set<number>();
  for (const part of field.split(",")) {
    const [first, last = first, ...rest] = part.split("-").map(weekdayOf);
    if (first === undefined || last === undefined || rest.length > 0 || last < first) return undefined;
    for (let day = first; day <= last; day += 1) days.add(day % 7);
  }
  return [...days].toSorted((a, b) => a - b);
}

function weekdayOf(text: string): number | undefined {
  const named = WEEKDAY_NAMES.indexOf(text);
  if (named >= 0) return named;
  return numberIn(text, 0, 7);
}

/** Days in a row, three or more, as a range. */
function writeWeekdays(weekdays: readonly number[]): string {
  const days = weekdays.toSorted((a, b) => a - b);
  const [first = 0] = days;
  const isRow = days.length > 2 && days.every((day, index) => day === first + index);
  return isRow ? `${first}-${days.at(-1)}` : days.join(",");
}
