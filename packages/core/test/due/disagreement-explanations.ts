/** A difference between the engine and a library in one window: the first due time that is not the same. */
export interface Difference {
  library: string;
  expression: string;
  /** Seconds by which the clock jumps in the window: positive for a gap, negative for a repetition, else 0. */
  shift: number;
  /** ISO 8601, or "nothing", or "refused". */
  engine: string;
  theirs: string;
}

/** Why each kind of difference exists, and why the engine does what it does. */
export const EXPLANATIONS = {
  "syntax-not-known":
    "The engine accepts more: W, LW and L-3; several #; ranges that wrap; H; @midnight and @weekdays; a step from a single value; lists that name a value twice.",
  "refused-never-due":
    "The engine refuses at creation what no date can satisfy; the library accepts it and never fires.",
  "refused-meaningless":
    "The engine refuses a step longer than its field (it is not every 90 minutes), a seventh field for the year, and an empty expression.",
  "hash-values":
    "H is settled by the engine's own stable hash of schedule id and field, so that no upgrade of a library moves stored schedules.",
  "day-fields-both-must-hold":
    "Vixie's rule: a day field that starts with `*`, such as `*/2`, must hold together with the other one. The libraries see `*/2` as a restriction like any other and let either field decide.",
  "gap-shifted":
    "A fixed time in a gap is due at the first instant after the gap. cron-parser adds the length of the gap: 02:30 becomes 03:30.",
  "gap-star-moved":
    "An expression with a star in a clock field is due only at local times that exist. cron-parser looks at the hour field alone, and moves `*/15 2` or `30 */2` into the hour after the gap.",
  "gap-dropped":
    "A fixed time in a gap is due once after it. croner drops it when the expression names other hours too; both libraries drop it when the gap ends at midnight.",
  "day-dropped":
    "A day that a zone skips is a gap like any other: what was due on it is due once, right after it. The libraries drop it.",
  "half-hour-change":
    "cron-parser steps by whole hours across a change of thirty minutes: it loses the due times up to the next day or longer, or moves them.",
  "repeat-fires-twice":
    "A fixed time is due the first time only. croner repeats it when the expression names several hours, cron-parser when it names all of them: the engine takes `0-23` for a list of fixed times, and only `*` for every hour.",
  "repeat-fires-once":
    "An expression with a star in a clock field is due in both passes of a repeated hour. cron-parser looks at the hour field alone and skips the second pass.",
  "repeat-of-two-hours":
    "cron-parser handles a repetition of one hour only; when two hours repeat it is due twice.",
} as const;

export type CategoryId = keyof typeof EXPLANATIONS;

/** The explanation that fits a difference; undefined if none does, and then someone has to look. */
export function explanationOf(difference: Difference): CategoryId | undefined {
  const { library, expression, shift, engine, theirs } = difference;
  if (theirs === "refused") return "syntax-not-known";
  if (engine === "refused") return theirs === "nothing" ? "refused-never-due" : "refused-meaningless";
  if (shift === 0) return explainSyntax(expression);

  const isCronParser = library === "cron-parser";
  const clockFields = expression.split(" ").slice(0, -3);
  const hasStar = clockFields.some((field) => field.startsWith("*"));
  const isLater = theirs > engine;
  if (shift >= 86_400) return isLater ? "day-dropped" : undefined;
  if (shift > 0 && isLater && expression === "59 23 * * *") return "gap-dropped";
  if (isCronParser && shift % 3_600 !== 0) return "half-hour-change";
  if (shift > 0) {
    if (!isCronParser) return isLater ? "gap-dropped" : undefined;
    if (hasStar) return isLater ? undefined : "gap-star-moved";
    return isLater ? "gap-shifted" : undefined;
  }
  if (hasStar) return isCronParser && isLater ? "repeat-fires-once" : undefined;
  if (isCronParser && shift < -3_600) return isLater ? undefined : "repeat-of-two-hours";
  return isLater ? undefined : "repeat-fires-twice";
}

function explainSyntax(expression: string): CategoryId | undefined {
  const fields = expression.split(" ");
  if (fields.some((field) => field.startsWith("H"))) return "hash-values";
  return fields.slice(-3).some((field) => field.startsWith("*/")) ? "day-fields-both-must-hold" : undefined;
}
