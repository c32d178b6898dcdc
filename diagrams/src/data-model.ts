import { drawConnector } from "./connector.ts";
import type { Rect } from "./geometry.ts";
import { drawLegend } from "./legend.ts";
import type { Mark, Picture } from "./picture.ts";
import { parseTables, type Table } from "./prisma-tables.ts";
import { columnAnchor, drawTable, tableHeight } from "./table-card.ts";

const WIDTH = 900;
const MARGIN = 20;
const GUTTER = 46;
const GAP = 18;

/** Where each table stands, column by column from the left. */
const COLUMNS = [
  ["schedules", "users", "secrets", "signing_keys"],
  ["runs", "schedule_cursors", "skipped_ranges", "sessions", "api_tokens", "saved_views", "sign_in_failures"],
  [
    "attempts",
    "overlap_slots",
    "processes",
    "shard_horizons",
    "leases",
    "installation",
    "refresh_tokens",
    "audit_events",
  ],
] as const;

type TableName = (typeof COLUMNS)[number][number];

interface Reference {
  from: { table: TableName; columns: readonly string[]; side: "left" | "right" };
  to: { table: TableName; columns: readonly string[]; side: "left" | "right" };
}

/** Which columns name the row of another table. */
const REFERENCES: readonly Reference[] = [
  {
    from: { table: "runs", columns: ["schedule_id"], side: "left" },
    to: { table: "schedules", columns: ["id"], side: "right" },
  },
  {
    from: { table: "schedule_cursors", columns: ["schedule_id"], side: "left" },
    to: { table: "schedules", columns: ["id"], side: "right" },
  },
  {
    from: { table: "skipped_ranges", columns: ["schedule_id"], side: "left" },
    to: { table: "schedules", columns: ["id"], side: "right" },
  },
  {
    from: { table: "schedule_cursors", columns: ["shard"], side: "right" },
    to: { table: "shard_horizons", columns: ["shard"], side: "left" },
  },
  {
    from: { table: "attempts", columns: ["schedule_id", "due_at"], side: "left" },
    to: { table: "runs", columns: ["schedule_id", "due_at"], side: "right" },
  },
  {
    from: { table: "overlap_slots", columns: ["schedule_id", "due_at"], side: "left" },
    to: { table: "runs", columns: ["schedule_id", "due_at"], side: "right" },
  },
  {
    from: { table: "sessions", columns: ["user_id"], side: "left" },
    to: { table: "users", columns: ["id"], side: "right" },
  },
  {
    from: { table: "api_tokens", columns: ["user_id"], side: "left" },
    to: { table: "users", columns: ["id"], side: "right" },
  },
  {
    from: { table: "saved_views", columns: ["user_id"], side: "left" },
    to: { table: "users", columns: ["id"], side: "right" },
  },
  {
    from: { table: "refresh_tokens", columns: ["session_id"], side: "left" },
    to: { table: "sessions", columns: ["id"], side: "right" },
  },
  {
    from: { table: "runs", columns: ["worker_id"], side: "right" },
    to: { table: "processes", columns: ["id"], side: "left" },
  },
];

/** The tables of the Prisma schema. */
export function drawDataModel(schemaSource: string): Picture {
  const tables = new Map(parseTables(schemaSource).map((table) => [table.name, table]));
  const places = placeTables(tables);
  const placeOf = (name: TableName) => places.get(name) ?? refuseUnknown(name);
  const bottom = Math.max(...Array.from(places.values(), ({ area }) => area.y + area.height));

  const references = REFERENCES.map(({ from, to }): Mark => {
    const source = placeOf(from.table);
    const destination = placeOf(to.table);
    return drawConnector({
      from: columnAnchor(source.table, source.area, from.columns, from.side),
      to: columnAnchor(destination.table, destination.area, to.columns, to.side),
      tone: "data",
    });
  });
  return {
    name: "data-model",
    title: "Data model",
    description: Array.from(tables.values(), describeTable).join(" "),
    width: WIDTH,
    height: bottom + MARGIN,
    marks: [
      ...references,
      ...Array.from(places.values(), ({ table, area }) => drawTable(table, area)),
      drawLegend(MARGIN + 2, bottom - 44, [
        { icon: "key", tone: "job", text: "part of the primary key" },
        { tone: "data", text: "names a row of" },
      ]),
    ],
  };
}

interface Place {
  table: Table;
  area: Rect;
}

function placeTables(tables: ReadonlyMap<string, Table>): Map<string, Place> {
  const width = (WIDTH - 2 * MARGIN - (COLUMNS.length - 1) * GUTTER) / COLUMNS.length;
  const places = new Map<string, Place>();
  for (const [i, names] of COLUMNS.entries()) {
    let y = MARGIN;
    for (const name of names) {
      const table = tables.get(name) ?? refuseUnknown(name);
      const height = tableHeight(table);
      places.set(name, { table, area: { x: MARGIN + i * (width + GUTTER), y, width, height } });
      y += height + GAP;
    }
  }
  for (const name of tables.keys()) {
    if (!places.has(name)) throw new RangeError(`${name} has no place; give it one in data-model.ts`);
  }
  return places;
}

function refuseUnknown(name: string): never {
  throw new RangeError(`the schema has no table ${name}; take it out of data-model.ts`);
}

function describeTable({ name, columns }: Table): string {
  const key = columns.filter((column) => column.key).map((column) => column.name);
  return `${name}: ${columns.length} columns, primary key ${key.join(", ")}.`;
}
