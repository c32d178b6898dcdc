"use client";

import { useNow } from "@/components/viewer-clock.tsx";
import { cn } from "@/lib/class-names.ts";
import { formatDuration, formatRelative } from "@/lib/format-time.ts";
import { durationTicks } from "@/lib/ticks.ts";
import { type SpanTone, type TimelineRun, timelineOf } from "./run-timeline.ts";

/** How many there are at most besides that of the due time. */
const TICKS = 4;

/** Colour is only a help: each row says what it is. */
const BARS = {
  quiet: "bg-quiet-solid/70",
  warning: "bg-warning-solid",
  active: "bg-active-solid animate-pulse",
  success: "bg-success-solid",
  danger: "bg-danger-solid",
} satisfies Record<SpanTone, string>;

/** A run's life, to scale: where the time went between its due time and its end. Grows while it runs. */
export function RunTimeline({ run }: { run: TimelineRun }) {
  const now = useNow();
  const spans = timelineOf(run, now);
  const start = run.dueAt.getTime();
  const end = Math.max(...spans.map(({ until }) => until.getTime()));
  if (spans.length === 0) {
    return (
      <p className="text-muted-foreground">
        It is due {formatRelative(run.dueAt, now)}. From then on this shows where the time goes.
      </p>
    );
  }
  const total = Math.max(1, end - start);
  const percent = (instant: Date) => ((instant.getTime() - start) / total) * 100;
  return (
    <div className="flex flex-col gap-1">
      <ol aria-label="Timeline" className="flex flex-col">
        {spans.map(({ key, label, note, from, until, tone, isOpen }) => (
          <li
            key={key}
            className="grid grid-cols-[1fr_auto] items-center gap-x-3 py-1 sm:grid-cols-[7rem_1fr_7rem]"
          >
            <span className="truncate font-medium">{label}</span>
            <span
              className="relative block h-5 rounded-sm bg-surface-sunken max-sm:order-1 max-sm:col-span-full max-sm:h-3"
              aria-hidden
            >
              <span
                className={cn("absolute inset-y-0 min-w-[3px] rounded-sm", BARS[tone])}
                style={{
                  left: `min(${percent(from)}%, calc(100% - 3px))`,
                  width: `${percent(until) - percent(from)}%`,
                }}
              />
            </span>
            <span className="text-right">
              {formatDuration(until.getTime() - from.getTime())}
              {isOpen && <span className="text-muted-foreground"> so far</span>}
            </span>
            {note !== "" && (
              <span className="wrap-anywhere col-span-full text-muted-foreground text-xs max-sm:order-2 sm:col-span-2 sm:col-start-2">
                {note}
              </span>
            )}
          </li>
        ))}
      </ol>
      <div aria-hidden className="grid gap-x-3 text-muted-foreground text-xs sm:grid-cols-[7rem_1fr_7rem]">
        <span className="relative h-6 border-t sm:col-start-2">
          {durationTicks(total, TICKS).map((tick) => (
            <span
              key={tick}
              className={cn(
                "absolute top-1 whitespace-nowrap",
                tick > 0 && (tick < total * 0.9 ? "-translate-x-1/2" : "-translate-x-full"),
              )}
              style={{ left: `${(tick / total) * 100}%` }}
            >
              {tick === 0 ? "due" : `+${formatDuration(tick)}`}
            </span>
          ))}
        </span>
      </div>
    </div>
  );
}
