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

/** Narrows a list to a range of time. @param label what happened then, such as `Due` */
export function TimeRangeFilter({ label }: { label: string }) {
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
          {label}
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
