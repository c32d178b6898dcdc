"use client";

import type { ReactNode } from "react";
import { DataTable } from "@/components/data-table/data-table.tsx";
import { RUN_COLUMNS, SCHEDULE_RUN_COLUMNS } from "./run-columns.tsx";
import type { RunRow } from "./run-row.ts";

const CLASSES: Readonly<Record<string, string>> = {
  state: "w-px whitespace-nowrap",
  dueAt: "w-px whitespace-nowrap",
  lateness: "w-px whitespace-nowrap text-right",
  duration: "w-px whitespace-nowrap text-right",
  attempt: "w-px text-right max-sm:hidden",
  // takes the room that is left, and no more
  message: "w-full max-w-0 max-md:hidden",
};

/** Where the name of the schedule is, it brings along on a small screen when the run was due. */
const CLASSES_OF_ALL: Readonly<Record<string, string>> = {
  dueAt: "w-px whitespace-nowrap max-sm:hidden",
  lateness: "w-px whitespace-nowrap text-right max-sm:hidden",
  duration: "w-px whitespace-nowrap text-right max-sm:hidden",
};

/** A page of runs. */
export function RunList({
  rows,
  isOfOneSchedule = false,
  empty,
}: {
  rows: readonly RunRow[];
  isOfOneSchedule?: boolean;
  empty: ReactNode;
}) {
  return (
    <DataTable
      label="Runs"
      columns={isOfOneSchedule ? SCHEDULE_RUN_COLUMNS : RUN_COLUMNS}
      rows={rows}
      rowId={({ id }) => id}
      empty={empty}
      classNameOf={(column) =>
        isOfOneSchedule ? CLASSES[column] : (CLASSES_OF_ALL[column] ?? CLASSES[column])
      }
    />
  );
}
