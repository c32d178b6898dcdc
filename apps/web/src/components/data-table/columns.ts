import type { ReactNode } from "react";

/** A row as cells get it. */
export interface TableRow<Row> {
  id: string;
  original: Row;
}

/** A column of a `DataTable`; made with `columnsFor<Row>()`. */
export interface Column<Row> {
  /** Also names it among the columns that can be hidden. */
  id: string;
  header: ReactNode | (() => ReactNode);
  cell: (row: TableRow<Row>) => ReactNode;
}

/** Makes the columns of a table. Keep them outside of components. */
export function columnsFor<Row>() {
  return {
    /** A column that shows one field of the row, by whose name it goes. */
    accessor<Key extends keyof Row & string>(
      key: Key,
      {
        header,
        cell,
      }: {
        header: Column<Row>["header"];
        cell: (context: { row: TableRow<Row>; getValue: () => Row[Key] }) => ReactNode;
      },
    ): Column<Row> {
      return { id: key, header, cell: (row) => cell({ row, getValue: () => row.original[key] }) };
    },
    /** A column that is about the row as a whole, such as its menu. */
    display({
      id,
      header,
      cell,
    }: Pick<Column<Row>, "id" | "header"> & {
      cell: (context: { row: TableRow<Row> }) => ReactNode;
    }): Column<Row> {
      return { id, header, cell: (row) => cell({ row }) };
    },
  };
}
