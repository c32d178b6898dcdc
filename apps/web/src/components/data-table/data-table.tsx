"use client";

import type { ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { cn } from "@/lib/class-names.ts";
import type { Column } from "./columns.ts";

/** Ids of the selected rows. They stay selected from page to page. */
export interface Selection {
  ids: ReadonlySet<string>;
  onChange: (ids: ReadonlySet<string>) => void;
  /** For readers, such as `schedule nightly-report`. */
  nameOf: (id: string) => string;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * A page of rows. The server sorts, filters and pages, so a table library would bring 20 kB for what is left to do
 * here: hidden columns and selected rows.
 */
export function DataTable<Row>({
  label,
  columns,
  rows,
  rowId,
  selection,
  hiddenColumns = NONE,
  empty,
  isPending = false,
  classNameOf,
}: {
  /** What the table holds, for readers. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  selection?: Selection;
  hiddenColumns?: ReadonlySet<string>;
  /** Instead of the rows when there are none. */
  empty: ReactNode;
  /** Other rows are on their way. */
  isPending?: boolean;
  /** Classes of the cells of a column, such as `w-40 text-right`. */
  classNameOf?: (columnId: string) => string | undefined;
}) {
  if (rows.length === 0) return empty;
  const shown = columns.filter(({ id }) => !hiddenColumns.has(id));
  const ids = rows.map(rowId);
  return (
    <Table
      aria-label={label}
      aria-busy={isPending}
      className={cn("transition-opacity", isPending && "opacity-60")}
    >
      <TableHeader>
        <TableRow className="hover:bg-surface">
          {selection !== undefined && (
            <TableHead className="w-10 pr-0">
              <SelectPage ids={ids} selection={selection} />
            </TableHead>
          )}
          {shown.map(({ id, header }) => (
            <TableHead key={id} className={classNameOf?.(id)}>
              {typeof header === "function" ? header() : header}
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((original) => {
          const row = { id: rowId(original), original };
          const isSelected = selection?.ids.has(row.id) ?? false;
          return (
            <TableRow key={row.id} data-state={isSelected ? "selected" : undefined}>
              {selection !== undefined && (
                <TableCell className="w-10 pr-0">
                  <Checkbox
                    aria-label={`Select ${selection.nameOf(row.id)}`}
                    checked={isSelected}
                    onCheckedChange={(isChecked) => select(selection, [row.id], isChecked === true)}
                  />
                </TableCell>
              )}
              {shown.map(({ id, cell }) => (
                <TableCell key={id} className={classNameOf?.(id)}>
                  {cell(row)}
                </TableCell>
              ))}
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

function SelectPage({ ids, selection }: { ids: readonly string[]; selection: Selection }) {
  const count = ids.filter((id) => selection.ids.has(id)).length;
  return (
    <Checkbox
      aria-label="Select all rows of this page"
      checked={count === ids.length || (count > 0 && "indeterminate")}
      onCheckedChange={(isChecked) => select(selection, ids, isChecked === true)}
    />
  );
}

function select(selection: Selection, ids: readonly string[], isSelected: boolean): void {
  const next = new Set(selection.ids);
  for (const id of ids) {
    if (isSelected) next.add(id);
    else next.delete(id);
  }
  selection.onChange(next);
}
