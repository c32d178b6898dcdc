"use client";

import { HandIcon } from "lucide-react";
import { type Column, columnsFor } from "@/components/data-table/columns.ts";
import { HoverLink } from "@/components/hover-link.tsx";
import { RunStateBadge } from "@/components/state-badge.tsx";
import { RelativeTime, Timestamp } from "@/components/timestamp.tsx";
import { formatDuration } from "@/lib/format-time.ts";
import { RUN_REASONS } from "@/lib/run-states.ts";
import type { RunRow } from "./run-row.ts";
import { useSecondsSince } from "./use-seconds-since.ts";

const column = columnsFor<RunRow>();
/** A start that is later than this deserves attention. */
const NOTICEABLE_LATENESS = 5_000;
const NOTHING = <span className="text-muted-foreground">–</span>;

const STATE = column.accessor("state", {
  header: "State",
  cell: ({ row: { original } }) => (
    <HoverLink href={`/runs/${original.id}`} className="rounded-sm">
      <RunStateBadge state={original.state} reason={original.reason} isInRow />
    </HoverLink>
  ),
});

const DUE = column.accessor("dueAt", {
  header: "Due",
  cell: ({ row: { original } }) => (
    <span className="flex items-baseline gap-x-2 max-sm:flex-col">
      <HoverLink href={`/runs/${original.id}`} className="hover:underline">
        <Timestamp at={original.dueAt} short withSeconds />
      </HoverLink>
      <RelativeTime at={original.dueAt} className="text-muted-foreground text-xs" />
      {original.kind === "TRIGGERED" && (
        <HandIcon
          className="size-3.5 self-center text-muted-foreground max-sm:hidden"
          role="img"
          aria-label="by hand"
        />
      )}
    </span>
  ),
});

const OUTCOME = [
  column.accessor("lateness", {
    header: "Late",
    cell: ({ getValue }) => {
      const lateness = getValue();
      if (lateness === undefined) return NOTHING;
      const isNoticeable = lateness > NOTICEABLE_LATENESS;
      return (
        <span className={isNoticeable ? "font-medium text-warning" : "text-muted-foreground"}>
          {formatDuration(lateness)}
        </span>
      );
    },
  }),
  column.accessor("duration", {
    header: "Took",
    cell: ({ row: { original } }) => <Took run={original} />,
  }),
  column.accessor("attempt", {
    header: "Attempts",
    cell: ({ getValue }) => {
      const attempts = getValue();
      if (attempts === 0) return NOTHING;
      return <span className={attempts > 1 ? "" : "text-muted-foreground"}>{attempts}</span>;
    },
  }),
  column.accessor("message", {
    header: "Message",
    cell: ({ getValue }) => (
      <span className="block truncate text-muted-foreground" title={getValue()}>
        {getValue()}
      </span>
    ),
  }),
];

function Took({ run: { duration, state, startedAt } }: { run: RunRow }) {
  if (duration !== undefined) return formatDuration(duration);
  if (state !== "RUNNING" || startedAt === undefined) return NOTHING;
  return <SoFar since={startedAt} />;
}

/** Counts in whole seconds. */
function SoFar({ since }: { since: Date }) {
  return <span className="text-active">{formatDuration(useSecondsSince(since) * 1_000)} so far</span>;
}

/** Runs of one schedule. */
export const SCHEDULE_RUN_COLUMNS: readonly Column<RunRow>[] = [STATE, DUE, ...OUTCOME];

/** Runs of all schedules. */
export const RUN_COLUMNS: readonly Column<RunRow>[] = [
  STATE,
  column.accessor("scheduleName", {
    header: "Schedule",
    cell: ({ row: { original } }) => (
      <>
        <HoverLink
          href={`/schedules/${original.scheduleId}`}
          className="block max-w-48 truncate font-medium hover:underline sm:max-w-64"
        >
          {original.scheduleName}
        </HoverLink>
        <span className="block max-w-48 truncate text-muted-foreground text-xs sm:hidden">
          <RelativeTime at={original.dueAt} />
          {original.reason !== undefined && `, ${RUN_REASONS[original.reason]}`}
        </span>
      </>
    ),
  }),
  DUE,
  ...OUTCOME,
];
