"use client";

import {
  type ColumnDef,
  type ColumnVisibilityState,
  columnVisibilityFeature,
  createColumnHelper,
  type RowData,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { type ReactNode, useMemo } from "react";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { cn } from "@/lib/class-names.ts";

const features = tableFeatures({ rowSelectionFeature, columnVisibilityFeature });

/** A column of a `DataTable`; made with `columnsFor<Row>()`. */
export type Column<Row extends RowData> = ColumnDef<typeof features, Row, unknown>;

/** Makes typed columns. Keep the result outside of components. */
export function columnsFor<Row extends RowData>() {
  return createColumnHelper<typeof features, Row>();
}

/** Ids of the selected rows. They stay selected from page to page. */
export interface Selection {
  ids: ReadonlySet<string>;
  onChange: (ids: ReadonlySet<string>) => void;
  /** For readers, such as `schedule nightly-report`. */
  nameOf: (id: string) => string;
}

/** A page of rows that the server has sorted and filtered. */
export function DataTable<Row extends RowData>({
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
  const columnVisibility = useMemo(() => {
    const visibility: ColumnVisibilityState = {};
    for (const id of hiddenColumns) visibility[id] = false;
    return visibility;
  }, [hiddenColumns]);
  const rowSelection = useMemo(
    () => Object.fromEntries([...(selection?.ids ?? [])].map((id) => [id, true as const])),
    [selection?.ids],
  );
  const table = useTable({
    features,
    columns: columns as Column<Row>[],
    data: rows as Row[],
    getRowId: rowId,
    state: { columnVisibility, rowSelection },
    onRowSelectionChange: (change) => {
      const next = typeof change === "function" ? change(rowSelection) : change;
      selection?.onChange(new Set(Object.keys(next).filter((id) => next[id])));
    },
  });
  if (rows.length === 0) return empty;
  return (
    <Table
      aria-label={label}
      aria-busy={isPending}
      className={cn("transition-opacity", isPending && "opacity-60")}
    >
      <TableHeader>
        {table.getHeaderGroups().map((group) => (
          <TableRow key={group.id} className="hover:bg-transparent">
            {selection !== undefined && (
              <TableHead className="w-10 pr-0">
                <Checkbox
                  aria-label="Select all rows of this page"
                  checked={table.getIsAllRowsSelected() || (table.getIsSomeRowsSelected() && "indeterminate")}
                  onCheckedChange={(isChecked) => table.toggleAllRowsSelected(isChecked === true)}
                />
              </TableHead>
            )}
            {group.headers.map((header) => (
              <TableHead key={header.id} className={classNameOf?.(header.column.id)}>
                {header.isPlaceholder ? null : <table.FlexRender header={header} />}
              </TableHead>
            ))}
          </TableRow>
        ))}
      </TableHeader>
      <TableBody>
        {table.getRowModel().rows.map((row) => (
          <TableRow key={row.id} data-state={row.getIsSelected() ? "selected" : undefined}>
            {selection !== undefined && (
              <TableCell className="w-10 pr-0">
                <Checkbox
                  aria-label={`Select ${selection.nameOf(row.id)}`}
                  checked={row.getIsSelected()}
                  onCheckedChange={(isChecked) => row.toggleSelected(isChecked === true)}
                />
              </TableCell>
            )}
            {row.getVisibleCells().map((cell) => (
              <TableCell key={cell.id} className={classNameOf?.(cell.column.id)}>
                <table.FlexRender cell={cell} />
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

const NONE: ReadonlySet<string> = new Set();
