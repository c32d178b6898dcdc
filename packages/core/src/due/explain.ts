import cronstrue from "cronstrue";
import { invalid } from "../errors.ts";
import type { Spec } from "../spec.ts";
import { type Exclusion, exclusionZoneOf, type Timing } from "../timing.ts";
import { resolveCronExpression } from "./cron-expression.ts";
import { CronSyntaxError, hasHash, splitCronExpression } from "./cron-syntax.ts";
import { wholeSecondOf } from "./due-source.ts";

const WEEKDAY_NAMES = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const UNITS = [
  { name: "day", length: 86_400_000 },
  { name: "hour", length: 3_600_000 },
  { name: "minute", length: 60_000 },
  { name: "second", length: 1_000 },
  { name: "millisecond", length: 1 },
];

/** A timing in plain English, such as "At 02:30, Monday through Friday (Europe/Vienna), at most 10 runs". */
export function explainTiming(timing: Timing, scheduleId?: string): string {
  return [
    explainSpec(timing.spec, scheduleId),
    timing.startAt && `from ${formatInstant(timing.startAt)}`,
    timing.endAt && `until ${formatInstant(timing.endAt)}`,
    timing.maxRuns && `at most ${timing.maxRuns} ${timing.maxRuns === 1 ? "run" : "runs"}`,
    timing.jitter > 0 && `each up to ${formatDuration(timing.jitter)} later`,
    ...timing.exclusions.map(
      (exclusion, index) =>
        `except ${explainExclusion(exclusion, index, scheduleId)} (${exclusionZoneOf(exclusion, timing.spec)})`,
    ),
  ]
    .filter(Boolean)
    .join(", ");
}

/** When a schedule is due, in plain English. Throws DomainError INVALID for an expression that cannot be read. */
export function explainSpec(spec: Spec, scheduleId?: string): string {
  switch (spec.type) {
    case "cron":
      return `${explainCron("spec.expression", spec.expression, scheduleId)} (${spec.timeZone})`;
    case "interval":
      return spec.anchorAt
        ? `Every ${formatDuration(spec.every)}, counted from ${formatInstant(spec.anchorAt)}`
        : `Every ${formatDuration(spec.every)}`;
    case "once":
      return `Once at ${formatInstant(spec.at)}`;
  }
}

function explainExclusion(exclusion: Exclusion, index: number, scheduleId: string | undefined): string {
  switch (exclusion.type) {
    case "dates":
      return `on ${exclusion.dates.join(", ")}`;
    case "weekly": {
      const days = exclusion.weekdays.map((weekday) => WEEKDAY_NAMES[weekday]).join(", ");
      const range =
        exclusion.from === exclusion.until ? "all day" : `from ${exclusion.from} to ${exclusion.until}`;
      return `${days} ${range}`;
    }
    case "cron":
      return `when due "${explainCron(`exclusions.${index}.expression`, exclusion.expression, scheduleId)}"`;
  }
}

function explainCron(field: string, expression: string, scheduleId: string | undefined): string {
  try {
    if (scheduleId === undefined && splitCronExpression(expression).some(hasHash)) {
      return `By "${expression}", where H is settled by the schedule's id`;
    }
    const resolved = resolveCronExpression(expression, scheduleId);
    return `${describe(resolved)}${dayRuleOf(resolved)}`;
  } catch (error) {
    throw error instanceof CronSyntaxError ? invalid([{ field, message: error.message }]) : error;
  }
}

/** cronstrue's words, which leave open how two restricted day fields combine. */
function dayRuleOf(resolved: string): string {
  const [, , , dayOfMonth = "", , dayOfWeek = ""] = resolved.split(" ");
  if (/^[*?]$/.test(dayOfMonth) || /^[*?]$/.test(dayOfWeek)) return "";
  return /^[*?]/.test(dayOfMonth) || /^[*?]/.test(dayOfWeek) ? " (both must hold)" : " (either is enough)";
}

function describe(resolved: string): string {
  try {
    return cronstrue.toString(resolved, { use24HourTimeFormat: true });
  } catch {
    // It knows less than we do, for example W only as a single day.
    return `By "${resolved}"`;
  }
}

function formatDuration(duration: number): string {
  let rest = duration;
  const parts: string[] = [];
  for (const { name, length } of UNITS) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push(`${count} ${count === 1 ? name : `${name}s`}`);
  }
  return parts.join(" ");
}

function formatInstant(instant: Date): string {
  return new Date(wholeSecondOf(instant) * 1_000).toISOString().replace(".000", "");
}
