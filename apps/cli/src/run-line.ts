import type { RunEvent, RunState } from "@repo/core";
import type { RunProgress } from "./run-progress.ts";
import type { Paint } from "./terminal.ts";

type Format = Parameters<Paint>[0];

const TIME_WIDTH = 8;
const NAME_WIDTH = 22;
const STATE_WIDTH = 11;
const LATE_WIDTH = 9;
const TOOK_WIDTH = 8;
const TRY_WIDTH = 3;
/** Where the last column begins: the widths before it, with two characters before each. */
const WHY_FROM =
  2 +
  [TIME_WIDTH, NAME_WIDTH, STATE_WIDTH + 2, LATE_WIDTH, TOOK_WIDTH, TRY_WIDTH].reduce((a, b) => a + b + 2, 0);
const MIN_WHY_WIDTH = 20;

const LOOKS = {
  PLANNED: { mark: "·", format: "dim" },
  QUEUED: { mark: "·", format: "dim" },
  RUNNING: { mark: "▸", format: "blue" },
  SUCCEEDED: { mark: "✓", format: "green" },
  FAILED: { mark: "✗", format: "red" },
  TIMED_OUT: { mark: "✗", format: "red" },
  CANCELLED: { mark: "■", format: "magenta" },
  SKIPPED: { mark: "–", format: "yellow" },
} as const satisfies Record<RunState, { mark: string; format: Format }>;

const REPEATED = { word: "RETRYING", mark: "↻", format: "yellow" } as const;

/** Whether an event is worth a line when nobody asked for certain states: a run ended, or an attempt that is repeated. */
export function isOutcome({ state, reason, attempt }: RunEvent): boolean {
  if (state === "QUEUED") return attempt > 0 && (reason === "RETRYING" || reason === "WORKER_LOST");
  return state !== "PLANNED" && state !== "RUNNING";
}

/** The headings over {@link renderRun}'s lines. */
export function renderRunHeadings(paint: Paint): string {
  const columns = [
    "TIME".padEnd(TIME_WIDTH),
    "SCHEDULE".padEnd(NAME_WIDTH),
    `  ${"STATE".padEnd(STATE_WIDTH)}`,
    "LATE".padStart(LATE_WIDTH),
    "TOOK".padStart(TOOK_WIDTH),
    "TRY".padStart(TRY_WIDTH),
    "WHY",
  ];
  return paint("dim", `  ${columns.join("  ")}`);
}

export interface RunLineStyle {
  paint: Paint;
  /** Characters in a line: what does not fit of the last column is cut. Undefined: as long as it is. */
  columns?: number | undefined;
}

/** One line for one event: time, schedule, state, lateness, duration, attempt, and why. */
export function renderRun(
  { event, lateness, duration }: RunProgress,
  { paint, columns: lineWidth = Number.POSITIVE_INFINITY }: RunLineStyle,
): string {
  const isRepeated = event.state === "QUEUED" && isOutcome(event);
  const { word, mark, format } = isRepeated ? REPEATED : { word: event.state, ...LOOKS[event.state] };
  const why = whyOf(event, word);
  const columns = [
    paint("dim", localTime(event.occurredAt)),
    cut(event.scheduleName, NAME_WIDTH).padEnd(NAME_WIDTH),
    paint(format, `${mark} ${word.padEnd(STATE_WIDTH)}`),
    (lateness === undefined ? "" : `+${formatMs(lateness)}`).padStart(LATE_WIDTH),
    (duration === undefined ? "" : formatMs(duration)).padStart(TOOK_WIDTH),
    (event.attempt > 0 ? String(event.attempt) : "").padStart(TRY_WIDTH),
    why && paint("dim", cut(why, Math.max(MIN_WHY_WIDTH, lineWidth - WHY_FROM))),
  ];
  return `  ${columns.join("  ")}`.trimEnd();
}

/** `340 ms`, `1.2 s`, `75 s`: short enough for a column. */
export function formatMs(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`;
  const seconds = durationMs / 1_000;
  return seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
}

const WHY: Partial<Record<NonNullable<RunEvent["reason"]>, string>> = {
  OVERLAPPED: "the previous run is still active",
  MISFIRED: "found too late",
  PAUSED: "the schedule is paused",
  SUPERSEDED: "the schedule was changed",
  DELETED: "the schedule was deleted",
  WORKER_LOST: "its worker went away",
};

/** The message says most; a reason without one is put into words, and one that the state names already is left out. */
function whyOf({ reason, message }: RunEvent, word: string): string {
  const [firstLine = ""] = message.split("\n");
  const inWords = firstLine || (reason && WHY[reason]) || "";
  return [reason === word ? "" : reason, inWords].filter(Boolean).join(" · ");
}

function localTime(instant: Date): string {
  return [instant.getHours(), instant.getMinutes(), instant.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}
