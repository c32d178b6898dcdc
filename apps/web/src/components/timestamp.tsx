"use client";

import { cn } from "@/lib/class-names.ts";
import { formatInstant, formatOffset, formatRelative, formatShort } from "@/lib/format-time.ts";
import { useNow, useViewerZone } from "./viewer-clock.tsx";

/** An instant as distance from now, such as `in 5 min`; in full for the pointer and the reader. */
export function RelativeTime({ at, className }: { at: Date; className?: string }) {
  const now = useNow();
  const zone = useViewerZone();
  return (
    <time
      dateTime={at.toISOString()}
      title={`${formatInstant(at, zone)} ${formatOffset(at, zone)}`}
      className={cn("whitespace-nowrap", className)}
    >
      {formatRelative(at, now)}
    </time>
  );
}

/** An instant on the clocks of a zone, by default the viewer's, with that zone. */
export function Timestamp({
  at,
  zone,
  short = false,
  withSeconds = false,
  showZone = !short,
  className,
}: {
  at: Date;
  zone?: string;
  /** Without weekday, seconds and the present year. */
  short?: boolean;
  /** Of a short one, all the same. */
  withSeconds?: boolean;
  showZone?: boolean;
  className?: string;
}) {
  const viewerZone = useViewerZone();
  const now = useNow();
  const shownZone = zone ?? viewerZone;
  const offset = formatOffset(at, shownZone);
  return (
    <time
      dateTime={at.toISOString()}
      title={`${formatInstant(at, viewerZone)} ${formatOffset(at, viewerZone)} (${viewerZone})`}
      className={cn("whitespace-nowrap", className)}
    >
      {short ? formatShort(at, shownZone, now, withSeconds) : formatInstant(at, shownZone)}
      {showZone && <span className="text-muted-foreground"> {zone === undefined ? offset : zone}</span>}
    </time>
  );
}
