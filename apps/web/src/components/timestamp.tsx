"use client";

import { cn } from "@/lib/class-names.ts";
import {
  formatInstant,
  formatInstantWithOffset,
  formatOffset,
  formatRelative,
  formatShort,
} from "@/lib/format-time.ts";
import { cityOfZone } from "@/lib/time-zones.ts";
import { useFromNow, useViewerZone } from "./viewer-clock.tsx";

const HOUR_MS = 3_600_000;

/** An instant as distance from now, such as `in 5 min`; in full for the pointer and the reader. */
export function RelativeTime({ at, className }: { at: Date; className?: string }) {
  const zone = useViewerZone();
  const distance = useFromNow((now) => formatRelative(at, now));
  return (
    <time
      dateTime={at.toISOString()}
      title={formatInstantWithOffset(at, zone)}
      className={cn("whitespace-nowrap", className)}
    >
      {distance}
    </time>
  );
}

/** An instant on the clocks of a zone, by default the viewer's, with that zone; a short one names only its city. */
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
  // of which a short one shows the year when it is another
  const now = new Date(useFromNow((instant) => Math.floor(instant.getTime() / HOUR_MS) * HOUR_MS));
  const shownZone = zone ?? viewerZone;
  const inFull = (each: string) => `${formatInstantWithOffset(at, each)} (${each})`;
  return (
    <time
      dateTime={at.toISOString()}
      title={[...new Set([shownZone, viewerZone])].map(inFull).join(" = ")}
      className={cn("whitespace-nowrap", className)}
    >
      {short ? formatShort(at, shownZone, now, withSeconds) : formatInstant(at, shownZone)}
      {showZone && (
        <span className="text-muted-foreground"> {nameOfZone(at, viewerZone, { zone, short })}</span>
      )}
    </time>
  );
}

function nameOfZone(
  at: Date,
  viewerZone: string,
  { zone, short }: { zone: string | undefined; short: boolean },
): string {
  if (zone === undefined) return formatOffset(at, viewerZone);
  return short ? cityOfZone(zone) : zone;
}
