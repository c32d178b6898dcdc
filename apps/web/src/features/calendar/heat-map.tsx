"use client";

import Link from "next/link";
import { type KeyboardEvent, memo, useRef, useState } from "react";
import { useNow } from "@/components/viewer-clock.tsx";
import { cn } from "@/lib/class-names.ts";
import { type Cell, type CellRow, describeCell } from "./calendar-cells.ts";
import type { CalendarView } from "./calendar-url.ts";
import { HeatCell } from "./heat-cell.tsx";
import { moveInGrid } from "./move-in-grid.ts";

const HEIGHTS = { day: "h-7", week: "h-7", month: "h-20 max-sm:h-14" } satisfies Record<CalendarView, string>;

/** How full the parts of a calendar are: a table of links, which arrow keys lead through. */
export function HeatMap({
  view,
  title,
  columns,
  rows,
  openBase,
  openedAt,
}: {
  view: CalendarView;
  title: string;
  columns: readonly string[];
  rows: readonly CellRow[];
  /** The URL that opens a slot, up to the begin of that slot. */
  openBase: string;
  openedAt: Date | undefined;
}) {
  const now = useNow();
  const table = useRef<HTMLTableElement>(null);
  const peak = Math.max(...rows.flatMap(({ slots }) => slots.map((cell) => cell?.total ?? 0)));
  const [focused, setFocused] = useState<{ row: number; column: number }>();
  const current = focused ?? findSlot(rows, openedAt ?? now) ?? findFirst(rows);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveInGrid(event.key, current, rows);
    if (next === undefined) return;
    event.preventDefault();
    setFocused(next);
    table.current?.querySelector<HTMLElement>(`[data-place="${next.row}-${next.column}"]`)?.focus();
  };

  return (
    <div className="overflow-x-auto">
      <table
        ref={table}
        aria-label={title}
        className={cn("w-full table-fixed", view === "day" && "min-w-130")}
      >
        <thead>
          <tr>
            <th scope="col" className={view === "month" ? "w-px" : "w-11"}>
              <span className="sr-only">{view === "month" ? "Week" : "Hour"}</span>
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className="h-7 font-medium text-muted-foreground text-xs">
                {view === "week" ? <WeekColumn name={column} /> : column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {rows.map(({ label, slots }, row) => (
            <tr key={label}>
              <th
                scope="row"
                className="pr-1.5 text-right font-normal text-[11px] text-muted-foreground leading-none"
              >
                <span className={view === "month" ? "sr-only" : undefined}>{label}</span>
              </th>
              {slots.map((cell, column) => (
                <td key={columns[column]} className={cn("p-px", HEIGHTS[view])}>
                  {cell !== undefined && (
                    <SlotLink
                      view={view}
                      cell={cell}
                      isNow={cell.from <= now && now < cell.until}
                      peak={peak}
                      href={`${openBase}${cell.from.toISOString()}`}
                      isOpen={openedAt?.getTime() === cell.from.getTime()}
                      row={row}
                      column={column}
                      isReachable={row === current.row && column === current.column}
                      onFocus={setFocused}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** On a phone there is no room for the name of the day beside its number. */
function WeekColumn({ name }: { name: string }) {
  const [weekday, day] = name.split(" ");
  return (
    <>
      <span className="max-sm:block">{weekday}</span> <span className="max-sm:block">{day}</span>
    </>
  );
}

interface Place {
  row: number;
  column: number;
}

/** Hundreds of them, while the clock ticks: only those are drawn again that change. */
const SlotLink = memo(function SlotLink({
  view,
  cell,
  isNow,
  peak,
  href,
  isOpen,
  row,
  column,
  isReachable,
  onFocus,
}: {
  view: CalendarView;
  cell: Cell;
  isNow: boolean;
  peak: number;
  href: string;
  isOpen: boolean;
  row: number;
  column: number;
  isReachable: boolean;
  onFocus: (place: Place) => void;
}) {
  const { label } = cell;
  const words = `${label}: ${describeCell(cell)}`;
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      title={words}
      aria-current={isNow ? "time" : undefined}
      data-place={`${row}-${column}`}
      tabIndex={isReachable ? 0 : -1}
      onFocus={() => onFocus({ row, column })}
      className={cn(
        "relative block size-full rounded-[3px] hover:brightness-95 focus-visible:z-10 dark:hover:brightness-125",
        isOpen && "outline-2 outline-primary outline-offset-1",
        isNow && view === "month" && "outline-2 outline-foreground",
      )}
    >
      <span className="sr-only">{words}</span>
      <HeatCell cell={cell} peak={peak} isTextHidden={view === "day"} />
      {view === "month" && (
        <span aria-hidden className="absolute top-1 left-1.5 text-[11px] text-foreground leading-none">
          {label.split(" ")[1]}
        </span>
      )}
      {isNow && view !== "month" && <NowLine cell={cell} isAcross={view === "week"} />}
    </Link>
  );
});

/** Where now is within its slot. */
function NowLine({ cell: { from, until }, isAcross }: { cell: Cell; isAcross: boolean }) {
  const now = useNow();
  const share = (now.getTime() - from.getTime()) / (until.getTime() - from.getTime());
  const at = `${share * 100}%`;
  return (
    <span
      aria-hidden
      data-now-line
      style={isAcross ? { top: at } : { left: at }}
      className={cn(
        "pointer-events-none absolute z-10 bg-foreground",
        isAcross ? "-inset-x-0.5 -mt-px h-0.5" : "-inset-y-0.5 -ml-px w-0.5",
      )}
    >
      <span className="absolute -top-[3px] -left-[3px] size-2 rounded-full bg-foreground" />
    </span>
  );
}

function findSlot(rows: readonly CellRow[], at: Date): Place | undefined {
  for (const [row, { slots }] of rows.entries()) {
    const column = slots.findIndex((cell) => cell !== undefined && cell.from <= at && at < cell.until);
    if (column >= 0) return { row, column };
  }
  return undefined;
}

function findFirst(rows: readonly CellRow[]): Place {
  return { row: 0, column: Math.max(0, rows[0]?.slots.findIndex((cell) => cell !== undefined) ?? 0) };
}
