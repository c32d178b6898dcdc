"use client";

import { cn } from "@/lib/class-names.ts";
import { useLiveState } from "./live-provider.tsx";
import type { LiveState } from "./live-stream.ts";

const LOOKS = {
  LIVE: { label: "Live", dot: "bg-success-solid", explanation: "The page changes as runs do." },
  CONNECTING: {
    label: "Connecting",
    dot: "bg-quiet-solid animate-pulse",
    explanation: "Updates begin in a moment.",
  },
  RECONNECTING: {
    label: "Reconnecting",
    dot: "bg-warning-solid animate-pulse",
    explanation: "The stream of updates was lost and is opened again.",
  },
  POLLING: {
    label: "Polling",
    dot: "bg-warning-solid",
    explanation: "There is no stream of updates; the page is read again every 15 seconds.",
  },
  PAUSED: {
    label: "Paused",
    dot: "bg-quiet-solid",
    explanation: "Updates go on when the page is looked at.",
  },
} satisfies Record<LiveState, { label: string; dot: string; explanation: string }>;

/** Says whether what is shown is what is. */
export function LivePill() {
  const { label, dot, explanation } = LOOKS[useLiveState()];
  return (
    <span
      role="status"
      title={explanation}
      className="inline-flex h-6 items-center gap-1.5 rounded-full border px-2 text-muted-foreground text-xs"
    >
      <span aria-hidden className={cn("size-1.5 rounded-full", dot)} />
      {label}
    </span>
  );
}
