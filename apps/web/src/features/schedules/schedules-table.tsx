"use client";

import type { Schedule } from "@repo/core";
import { CalendarPlusIcon, SearchXIcon } from "lucide-react";
import { columnsFor, DataTable } from "@/components/data-table/data-table.tsx";
import { EmptyState } from "@/components/empty-state.tsx";
import { useLiveRefresh } from "@/components/live/live-provider.tsx";
import { ScheduleStateBadge } from "@/components/state-badge.tsx";
import { RelativeTime } from "@/components/timestamp.tsx";
import { Badge } from "@/components/ui/badge.tsx";

/** A schedule as a row of the list. */
export interface ScheduleRow extends Pick<Schedule, "id" | "state" | "owner" | "nextDueAt"> {
  name: string;
  tags: string[];
  /** The spec in plain English. */
  timing: string;
}

const column = columnsFor<ScheduleRow>();

const COLUMNS = column.columns([
  column.accessor("name", {
    header: "Name",
    cell: ({ row: { original } }) => (
      <div className="flex min-w-0 items-center gap-2">
        <span className="truncate font-medium">{original.name}</span>
        {original.tags.slice(0, 3).map((tag) => (
          <Badge key={tag} tone="outline">
            {tag}
          </Badge>
        ))}
      </div>
    ),
  }),
  column.accessor("timing", {
    header: "When",
    cell: ({ getValue }) => <span className="text-muted-foreground">{getValue()}</span>,
  }),
  column.accessor("nextDueAt", {
    header: "Next due",
    cell: ({ getValue }) => {
      const nextDueAt = getValue();
      return nextDueAt === undefined ? (
        <span className="text-muted-foreground">–</span>
      ) : (
        <RelativeTime at={nextDueAt} />
      );
    },
  }),
  column.accessor("state", {
    header: "State",
    cell: ({ getValue }) => <ScheduleStateBadge state={getValue()} />,
  }),
  column.accessor("owner", {
    header: "Owner",
    cell: ({ getValue }) => <span className="text-muted-foreground">{getValue()}</span>,
  }),
]);

export function SchedulesTable({ rows, isFiltered }: { rows: readonly ScheduleRow[]; isFiltered: boolean }) {
  useLiveRefresh({ scheduleIds: rows.map(({ id }) => id) }, 5_000);
  return (
    <DataTable
      label="Schedules"
      columns={COLUMNS}
      rows={rows}
      rowId={({ id }) => id}
      empty={
        isFiltered ? (
          <EmptyState icon={SearchXIcon} title="No schedule is like that">
            Search for another part of the name, or clear the filters.
          </EmptyState>
        ) : (
          <EmptyState icon={CalendarPlusIcon} title="No schedules yet">
            A schedule says when something is due and what is to be done then.
          </EmptyState>
        )
      }
    />
  );
}
