"use client";

import { useEffect, useState } from "react";
import { useWatch } from "react-hook-form";
import { type TimingDraft, timingOfDraft } from "../draft/definition-of-draft.ts";
import type { ScheduleDraft } from "../draft/schedule-draft.ts";
import { previewDueTimes, type TimingPreview } from "./preview-due-times.ts";

const SETTLE_MS = 250;
const UNREACHABLE = "The server cannot be reached; the preview comes back with the next change";

export type PreviewState =
  | { kind: "LOADING" }
  | { kind: "READY"; preview: TimingPreview; isStale: boolean }
  | { kind: "REFUSED"; messages: string[] };

/** The next due times of what is typed, asked for when typing rests. */
export function useTimingPreview(scheduleId: string): PreviewState {
  const [spec, startAt, endAt, maxRuns, jitter, exclusions] = useWatch<
    ScheduleDraft,
    ["spec", "startAt", "endAt", "maxRuns", "jitter", "exclusions"]
  >({ name: ["spec", "startAt", "endAt", "maxRuns", "jitter", "exclusions"] });
  const key = JSON.stringify({ spec, startAt, endAt, maxRuns, jitter, exclusions });
  const [answer, setAnswer] = useState<{ key: string; state: PreviewState }>();
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(async () => {
      const state = await ask(JSON.parse(key), scheduleId);
      if (isWanted) setAnswer({ key, state });
    }, SETTLE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [key, scheduleId]);
  if (answer === undefined) return { kind: "LOADING" };
  // what was shown stays until there is something newer, so that nothing jumps
  if (answer.state.kind === "READY") return { ...answer.state, isStale: answer.key !== key };
  return answer.state;
}

async function ask(draft: TimingDraft, scheduleId: string): Promise<PreviewState> {
  const { timing, violations } = timingOfDraft(draft);
  if (violations.length > 0) return { kind: "REFUSED", messages: violations.map(describeViolation) };
  const result = await previewDueTimes(timing, scheduleId).catch(() => undefined);
  if (result === undefined) return { kind: "REFUSED", messages: [UNREACHABLE] };
  if (result.ok) return { kind: "READY", preview: result.value, isStale: false };
  const { fieldErrors, formError } = result.errors;
  return {
    kind: "REFUSED",
    messages: [...fieldErrors.map(describeViolation), ...(formError === undefined ? [] : [formError])],
  };
}

const LABELS: Record<string, string> = {
  "spec.expression": "The expression",
  "spec.timeZone": "The time zone",
  "spec.every": "The interval",
  "spec.at": "The instant",
  startAt: "Not before",
  endAt: "Not at or after",
  maxRuns: "At most",
  jitter: "The jitter",
};

function describeViolation({ path, message }: { path: string; message: string }): string {
  const label = LABELS[path] ?? (path.startsWith("exclusions") ? "An exception" : "The spec");
  return `${label} ${message}`;
}
