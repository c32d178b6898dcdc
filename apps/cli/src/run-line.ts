import type { RunEvent, RunState } from "@repo/core";
import type { RunProgress } from "./run-progress.ts";
import type { Paint } from "./terminal.ts";

type Format = Parameters<Paint>[0];

const NAME_WIDTH = 22;
const STATE_WIDTH = 11;
const LATE_WIDTH = 9;
const TOOK_WIDTH = 8;

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

/** Whether an event is worth a line when nobody asked for certain states: a run ended, or an attempt that is repeated. */
export function isOutcome({ state, reason, attempt }: RunEvent): boolean {
  if (state === "QUEUED") return attempt > 0 && (reason === "RETRYING" || reason === "WORKER_LOST");
  return state !== "PLANNED" && state !== "RUNNING";
}

/** The headings over {@link renderRun}'s lines. */
export function renderRunHeadings(paint: Paint): string {
  const columns = [
    "TIME".padEnd(8),
    "SCHEDULE".padEnd(NAME_WIDTH),
    `  ${"STATE".padEnd(STATE_WIDTH)}`,
    "LATE".padStart(LATE_WIDTH),
    "TOOK".padStart(TOOK_WIDTH),
    "TRY".padStart(3),
    "WHY",
  ];
  return paint("dim", `  ${columns.join("  ")}`);
}

/** One line for one event: time, schedule, state, lateness, duration, attempt, and why. */
export function renderRun({ event, lateness, duration }: RunProgress, paint: Paint): string {
  const { mark, format } = LOOKS[event.state];
  const isRepeated = event.state === "QUEUED" && isOutcome(event);
  const [word, look, colour]: [string, string, Format] = isRepeated
    ? ["RETRYING", "↻", "yellow"]
    : [event.state, mark, format];
  const columns = [
    paint("dim", localTime(event.occurredAt)),
    fit(event.scheduleName, NAME_WIDTH),
    paint(colour, `${look} ${word.padEnd(STATE_WIDTH)}`),
    (lateness === undefined ? "" : `+${formatMs(lateness)}`).padStart(LATE_WIDTH),
    (duration === undefined ? "" : formatMs(duration)).padStart(TOOK_WIDTH),
    (event.attempt > 0 ? String(event.attempt) : "").padStart(3),
    paint("dim", whyOf(event)),
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

/** The message says most; a reason without one is put into words. */
function whyOf({ reason, message }: RunEvent): string {
  const [firstLine = ""] = message.split("\n");
  if (reason === undefined) return firstLine;
  return `${reason}${firstLine || WHY[reason] ? ` · ${firstLine || WHY[reason]}` : ""}`;
}

function localTime(instant: Date): string {
  return [instant.getHours(), instant.getMinutes(), instant.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

function fit(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}
