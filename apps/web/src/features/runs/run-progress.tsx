"use client";

import { formatDuration } from "@/lib/format-time.ts";
import { useSecondsSince } from "./use-seconds-since.ts";

/** How far a running run is, if it takes as long as those before it did. */
export function RunProgress({ startedAt, usualDuration }: { startedAt: Date; usualDuration: number }) {
  const seconds = useSecondsSince(startedAt);
  const elapsed = seconds * 1_000;
  const rest = usualDuration - elapsed;
  return (
    <div className="mt-2 flex max-w-prose flex-wrap items-center gap-x-3 gap-y-1">
      <progress
        className="h-1.5 w-56 appearance-none overflow-hidden rounded-full bg-surface-sunken [&::-moz-progress-bar]:bg-active-solid [&::-webkit-progress-bar]:bg-quiet-soft [&::-webkit-progress-value]:bg-active-solid"
        value={Math.min(elapsed, usualDuration)}
        max={usualDuration}
        aria-label="Progress, if it takes as long as usual"
      />
      <span className="text-muted-foreground text-xs">
        {seconds === 0 ? "It has just started" : `${formatDuration(elapsed)} so far`}; it usually takes{" "}
        {formatDuration(usualDuration)}
        {rest < 0 && `, so ${formatDuration(-rest)} longer than usual`}
      </span>
    </div>
  );
}
