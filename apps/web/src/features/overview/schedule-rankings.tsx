import type { FailingSchedule, SlowSchedule } from "@repo/core";
import Link from "next/link";
import type { ReactNode } from "react";
import { Card, CardHeader, CardTitle } from "@/components/ui/card.tsx";
import { countOf, formatCount } from "@/lib/format-count.ts";
import { formatDuration } from "@/lib/format-time.ts";

/** The schedules that failed most. */
export function FailingSchedules({ schedules }: { schedules: readonly FailingSchedule[] }) {
  return (
    <Ranking
      title="Failing schedules"
      none="No schedule failed."
      rows={schedules.map(({ scheduleId, name, failedCount, endedCount }) => ({
        id: scheduleId,
        name,
        share: failedCount / endedCount,
        value: `${formatCount(failedCount)} of ${countOf(endedCount, "run")}`,
        bar: "bg-danger-solid",
      }))}
    />
  );
}

/** The schedules whose runs take longest. */
export function SlowSchedules({ schedules }: { schedules: readonly SlowSchedule[] }) {
  const longest = Math.max(1, ...schedules.map(({ averageDuration }) => averageDuration));
  return (
    <Ranking
      title="Slowest schedules"
      none="No run has ended."
      rows={schedules.map(({ scheduleId, name, averageDuration, maxDuration }) => ({
        id: scheduleId,
        name,
        share: averageDuration / longest,
        value: `${formatDuration(averageDuration)} on average, ${formatDuration(maxDuration)} at most`,
        bar: "bg-active-solid",
      }))}
    />
  );
}

interface RankedRow {
  id: string;
  name: string;
  /** Length of the bar, 0 to 1. */
  share: number;
  value: ReactNode;
  bar: string;
}

function Ranking({ title, none, rows }: { title: string; none: string; rows: readonly RankedRow[] }) {
  return (
    <Card aria-label={title}>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      {rows.length === 0 ? (
        <p className="p-4 text-muted-foreground">{none}</p>
      ) : (
        <ol className="divide-y">
          {rows.map(({ id, name, share, value, bar }) => (
            <li key={id} className="px-4 py-2">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                <Link
                  href={`/schedules/${id}`}
                  prefetch={false}
                  className="min-w-0 truncate font-medium hover:underline"
                >
                  {name}
                </Link>
                <span className="text-muted-foreground text-xs">{value}</span>
              </div>
              <div aria-hidden className="mt-1 h-1 rounded-full bg-quiet-soft">
                <div className={`h-full rounded-full ${bar}`} style={{ width: `${share * 100}%` }} />
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
