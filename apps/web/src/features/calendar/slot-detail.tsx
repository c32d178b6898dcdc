import Link from "next/link";
import type { ReactNode } from "react";
import { RunStrip } from "@/components/run-strip.tsx";
import { Timestamp } from "@/components/timestamp.tsx";
import { Button } from "@/components/ui/button.tsx";
import { countOf } from "@/lib/format-count.ts";
import type { Cell } from "./calendar-cells.ts";
import { type ExpectedSchedule, listExpected } from "./list-expected.ts";
import { listSlotRuns, type SlotSchedule } from "./list-slot-runs.ts";

const MAX_SHOWN = 50;

/** The schedules of a slot: those that have runs in it, and those that are going to. */
export async function SlotDetail({ cell }: { cell: Cell }) {
  const { from, until, counts, total } = cell;
  const [runs, expected] = await Promise.all([
    total > counts.expectedCount ? listSlotRuns(cell, new Date()) : undefined,
    counts.expectedCount > 0 ? listExpected(cell) : undefined,
  ]);
  if (runs === undefined && expected === undefined) {
    return <p className="text-muted-foreground">Nothing is due then.</p>;
  }
  return (
    <div className="space-y-6">
      {runs !== undefined && (
        <section className="space-y-2">
          <div className="flex items-center justify-between gap-4">
            <h3 className="font-medium">Runs</h3>
            <Button size="sm" asChild>
              <Link href={`/runs?from=${from.toISOString()}&until=${until.toISOString()}`}>All runs</Link>
            </Button>
          </div>
          <ScheduleLines schedules={runs.schedules} detailOf={(schedule) => <RunsOf schedule={schedule} />} />
          {runs.isIncomplete && <Note>Of the last 500 runs in this time.</Note>}
        </section>
      )}
      {expected !== undefined && (
        <section className="space-y-2">
          <h3 className="font-medium">Expected</h3>
          <ScheduleLines
            schedules={expected.schedules}
            detailOf={(schedule) => <DueTimesOf schedule={schedule} />}
          />
          {expected.isIncomplete && <Note>Of the 200 schedules that are due next.</Note>}
        </section>
      )}
    </div>
  );
}

function ScheduleLines<S extends { id: string; name: string }>({
  schedules,
  detailOf,
}: {
  schedules: readonly S[];
  detailOf: (schedule: S) => ReactNode;
}) {
  return (
    <>
      <ul className="divide-y rounded-md border">
        {schedules.slice(0, MAX_SHOWN).map((schedule) => (
          <li key={schedule.id} className="flex items-center justify-between gap-4 px-3 py-2">
            <Link href={`/schedules/${schedule.id}`} className="min-w-0 truncate font-medium hover:underline">
              {schedule.name}
            </Link>
            {detailOf(schedule)}
          </li>
        ))}
      </ul>
      {schedules.length > MAX_SHOWN && (
        <Note>And {countOf(schedules.length - MAX_SHOWN, "schedule")} more.</Note>
      )}
    </>
  );
}

function RunsOf({ schedule: { runs } }: { schedule: SlotSchedule }) {
  return (
    <span className="flex shrink-0 items-center gap-3 text-muted-foreground text-xs">
      <RunStrip runs={runs} />
      <span className="w-14 text-right">{countOf(runs.length, "run")}</span>
    </span>
  );
}

function DueTimesOf({ schedule: { dueTimes, isCut } }: { schedule: ExpectedSchedule }) {
  const [first, ...others] = dueTimes;
  if (first === undefined) return null;
  return (
    <span className="shrink-0 text-muted-foreground text-xs">
      <Timestamp at={first} short />
      {others.length > 0 && ` and ${isCut ? "at least " : ""}${others.length} more`}
    </span>
  );
}

function Note({ children }: { children: ReactNode }) {
  return <p className="text-muted-foreground text-xs">{children}</p>;
}
