import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { PageHeader } from "@/components/page-header.tsx";
import { Card, CardContent } from "@/components/ui/card.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { cellsOf, describeCell, minutesOfHour } from "@/features/calendar/calendar-cells.ts";
import { calendarGridOf, slotsOf } from "@/features/calendar/calendar-grid.ts";
import { CalendarLive } from "@/features/calendar/calendar-live.tsx";
import { CalendarToolbar } from "@/features/calendar/calendar-toolbar.tsx";
import { calendarHref, loadCalendarParameters } from "@/features/calendar/calendar-url.ts";
import { getLoad } from "@/features/calendar/get-load.ts";
import { HeatMap } from "@/features/calendar/heat-map.tsx";
import { Legend } from "@/features/calendar/legend.tsx";
import { LoadNotes } from "@/features/calendar/load-notes.tsx";
import { localDateOf, longDay } from "@/features/calendar/local-date.ts";
import { MinuteChart } from "@/features/calendar/minute-chart.tsx";
import { NothingDue } from "@/features/calendar/nothing-due.tsx";
import { SlotDetail } from "@/features/calendar/slot-detail.tsx";
import { SlotSheetLazy } from "@/features/calendar/slot-sheet-lazy.tsx";
import { localParts } from "@/lib/format-time.ts";
import { requireUser } from "@/server/session/current-user.ts";
import { readViewerZone } from "@/server/viewer-zone.ts";

export const metadata: Metadata = { title: "Calendar" };

export default async function CalendarPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireUser();
  const zone = await readViewerZone();
  const today = localDateOf(new Date(), zone);
  const { view, date, at } = await loadCalendarParameters(searchParams, today);
  const grid = calendarGridOf(view, date, zone);
  const day = view === "day" ? grid : calendarGridOf("day", date, zone);
  const [load, dayLoad] = await Promise.all([getLoad(grid), view === "day" ? undefined : getLoad(day)]);
  const rows = cellsOf(grid, load);
  const opened =
    at === undefined ? undefined : slotsOf(rows).find(({ from, until }) => from <= at && at < until);
  const minuteOf = (instant: Date) => Number(localParts(instant, zone).time.slice(-2));
  const closeHref = calendarHref(view, date);
  return (
    <>
      <PageHeader title="Calendar" description="What ran, what is planned, and what is to be expected." />
      <CalendarLive />
      <div className="grid grid-cols-1 gap-3 2xl:grid-cols-[minmax(0,1fr)_28rem]">
        <Card>
          <CardContent className="space-y-3">
            <CalendarToolbar view={view} date={date} today={today} title={grid.title} zone={zone} />
            {load.buckets.length === 0 && <NothingDue view={view} />}
            <HeatMap
              key={closeHref}
              view={view}
              title={grid.title}
              columns={grid.columns}
              rows={rows}
              openBase={`${closeHref}&at=`}
              openedAt={opened?.from}
            />
            <Legend hasNotComputed={load.forecastUntil !== undefined && load.forecastUntil < grid.until} />
            <LoadNotes load={load} until={grid.until} />
          </CardContent>
        </Card>
        <MinuteChart day={longDay(date)} minutes={minutesOfHour((dayLoad ?? load).buckets, minuteOf)} />
      </div>
      {opened !== undefined && (
        <SlotSheetLazy title={opened.label} description={describeCell(opened)} closeHref={closeHref}>
          <Suspense key={opened.from.toISOString()} fallback={<Skeleton className="h-60" />}>
            <SlotDetail cell={opened} />
          </Suspense>
        </SlotSheetLazy>
      )}
    </>
  );
}
