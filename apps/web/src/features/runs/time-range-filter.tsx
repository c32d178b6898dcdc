"use client";

import { CalendarIcon } from "lucide-react";
import { openLazily } from "@/components/open-lazily.tsx";
import { Button } from "@/components/ui/button.tsx";
import { useNow, useViewerZone } from "@/components/viewer-clock.tsx";
import { formatShort } from "@/lib/format-time.ts";
import { useUrlRange } from "./use-url-range.ts";

const TimeRangeMenu = openLazily(() =>
  import("./time-range-menu.tsx").then((module) => module.TimeRangeMenu),
);

/** Narrows runs to those that were due within a range of time. */
export function TimeRangeFilter() {
  const { from, until } = useUrlRange();
  const zone = useViewerZone();
  const now = useNow();
  const write = (instant: Date | null) => (instant === null ? "" : formatShort(instant, zone, now));
  const isSet = from !== null || until !== null;
  return (
    <TimeRangeMenu
      trigger={
        <Button className={isSet ? "" : "border-dashed text-muted-foreground"}>
          <CalendarIcon aria-hidden />
          Due
          {isSet && (
            <span className="font-normal text-muted-foreground">
              {write(from) || "…"} – {write(until) || (from === null ? "…" : "now")}
            </span>
          )}
        </Button>
      }
    />
  );
}
