import { ChevronLeftIcon, ChevronRightIcon } from "lucide-react";
import Link from "next/link";
import { LinkSwitch } from "@/components/link-switch.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CALENDAR_VIEWS, type CalendarView, calendarHref, moveBy } from "./calendar-url.ts";

const LABELS = { day: "Day", week: "Week", month: "Month" } satisfies Record<CalendarView, string>;

/** Leads to other days, weeks and months. */
export function CalendarToolbar({
  view,
  date,
  today,
  title,
  zone,
}: {
  view: CalendarView;
  date: string;
  today: string;
  title: string;
  zone: string;
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <div className="flex gap-1">
        <Button size="icon" asChild>
          <Link href={calendarHref(view, moveBy(view, date, -1))} aria-label={`Previous ${view}`}>
            <ChevronLeftIcon aria-hidden />
          </Link>
        </Button>
        <Button asChild>
          <Link href={calendarHref(view, today)}>Today</Link>
        </Button>
        <Button size="icon" asChild>
          <Link href={calendarHref(view, moveBy(view, date, 1))} aria-label={`Next ${view}`}>
            <ChevronRightIcon aria-hidden />
          </Link>
        </Button>
      </div>
      <h2 className="font-semibold text-lg">{title}</h2>
      <span className="text-muted-foreground text-xs">{zone}</span>
      <div className="sm:ml-auto">
        <LinkSwitch
          label="View"
          options={CALENDAR_VIEWS.map((option) => ({
            href: calendarHref(option, date),
            label: LABELS[option],
            isCurrent: option === view,
          }))}
        />
      </div>
    </div>
  );
}
