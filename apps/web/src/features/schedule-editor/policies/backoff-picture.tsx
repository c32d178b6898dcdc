"use client";

import { useWatch } from "react-hook-form";
import { parseDurationText } from "@/lib/duration-text.ts";
import { formatDuration } from "@/lib/format-time.ts";
import { DEFAULT_TEXTS, type ScheduleDraft } from "../draft/schedule-draft.ts";
import { longestWaits } from "./backoff.ts";

const MAX_ATTEMPTS = 25;
const WIDTH = 480;
const GAP = 3;
/** An attempt is drawn as wide as this part of all. */
const ATTEMPT_WIDTH = 7;

/** Attempts and the waits between them, to scale, out of what is typed. */
export function BackoffPicture() {
  const [attempts, initial, cap] = useWatch<ScheduleDraft, ["maxAttempts", "initialBackoff", "maxBackoff"]>({
    name: ["maxAttempts", "initialBackoff", "maxBackoff"],
  });
  const maxAttempts = Number(attempts || DEFAULT_TEXTS.maxAttempts);
  const initialBackoff = parseDurationText(initial || DEFAULT_TEXTS.initialBackoff);
  const maxBackoff = parseDurationText(cap || DEFAULT_TEXTS.maxBackoff);
  if (!Number.isInteger(maxAttempts) || maxAttempts < 1 || maxAttempts > MAX_ATTEMPTS) return null;
  if (initialBackoff === undefined || maxBackoff === undefined) return null;
  const waits = longestWaits({ maxAttempts, initialBackoff, maxBackoff });
  const total = waits.reduce((sum, wait) => sum + wait, 0);
  return (
    <figure className="flex flex-col gap-2 rounded-lg border bg-surface-sunken p-3">
      <Attempts waits={waits} total={total} />
      <figcaption className="text-muted-foreground text-xs">{describe(waits, total)}</figcaption>
    </figure>
  );
}

function Attempts({ waits, total }: { waits: readonly number[]; total: number }) {
  const room = WIDTH - (waits.length + 1) * (ATTEMPT_WIDTH + GAP);
  let x = 0;
  const starts = [0, ...waits].map((wait, index) => {
    if (index > 0) x += ATTEMPT_WIDTH + GAP + (total === 0 ? 0 : (wait / total) * room);
    return x;
  });
  return (
    <svg viewBox={`0 0 ${WIDTH} 28`} aria-hidden="true" className="h-7 w-full" preserveAspectRatio="none">
      <line x1={0} x2={WIDTH} y1={22} y2={22} className="stroke-border-strong" />
      {starts.map((start, index) => (
        <rect
          key={start}
          x={start}
          y={4}
          width={ATTEMPT_WIDTH}
          height={18}
          rx={1.5}
          className={index === starts.length - 1 ? "fill-success-solid" : "fill-danger-solid"}
        />
      ))}
    </svg>
  );
}

const LISTED = 6;

function describe(waits: readonly number[], total: number): string {
  if (waits.length === 0) return "One attempt: when it fails, the run has failed.";
  const listed = waits.slice(0, LISTED).map(formatDuration).join(", ");
  const more = waits.length > LISTED ? `, … ${formatDuration(waits.at(-1) ?? 0)}` : "";
  return `Waits of at most ${listed}${more}, each between half of it and all of it: when all fail, the last of ${
    waits.length + 1
  } attempts begins within ${formatDuration(total)} of waiting.`;
}
