import { CalendarOffIcon } from "lucide-react";
import Link from "next/link";
import type { CalendarView } from "./calendar-url.ts";

/** Says that a calendar is empty because nothing is due, and what to do about it. */
export function NothingDue({ view }: { view: CalendarView }) {
  return (
    <p className="flex items-center gap-2 rounded-md border border-dashed px-3 py-2 text-muted-foreground">
      <CalendarOffIcon aria-hidden className="size-4 shrink-0" />
      <span>
        Nothing is due in this {view}. What{" "}
        <Link href="/schedules" className="text-foreground underline">
          schedules
        </Link>{" "}
        are due is shown here ahead of time, and afterwards what became of it.
      </span>
    </p>
  );
}
