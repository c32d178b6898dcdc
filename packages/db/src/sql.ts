import type { Pool, PoolClient, QueryConfig, QueryResult } from "pg";

/**
 * A statement whose text never changes: a connection parses and plans it once and then only takes values. It names the
 * columns that it returns, because Postgres refuses to go on with one whose answer a migration has changed.
 */
export interface Prepared {
  /** At most 63 bytes, unique in this package. */
  name: string;
  text: string;
}

/** Runs SQL; rows come with camelCase keys, which are the field names of the Prisma models. */
export interface Sql {
  query<Row>(statement: string | Prepared, values?: readonly unknown[]): Promise<Row[]>;
}

/** SQL on a connection or on any connection of a pool. */
export function createSql(client: Pool | PoolClient): Sql {
  return {
    async query<Row>(statement: string | Prepared, values: readonly unknown[] = []) {
      const prepared = typeof statement === "string" ? { text: statement } : statement;
      const query: QueryConfig = { ...prepared, values: [...values] };
      return renameColumns<Row>(await client.query<Record<string, unknown>>(query));
    },
  };
}

function renameColumns<Row>({ rows, fields }: QueryResult<Record<string, unknown>>): Row[] {
  const renamed = fields.map(({ name }) => [name, toCamelCase(name)] as const);
  if (renamed.every(([from, to]) => from === to)) return rows as Row[];
  return rows.map((row) => {
    const out: Record<string, unknown> = {};
    for (const [from, to] of renamed) out[to] = row[from];
    return out as Row;
  });
}

const camelNames = new Map<string, string>();

/** `next_due_at` → `nextDueAt` */
function toCamelCase(name: string): string {
  let camel = camelNames.get(name);
  if (camel === undefined) {
    camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    camelNames.set(name, camel);
  }
  return camel;
}

/** `nextDueAt` → `next_due_at` */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The text of an array of values that need no quoting: numbers, uuids, instants. pg would look at each for quotes. */
export function arrayOf(values: readonly (string | number)[]): string {
  return `{${values.join(",")}}`;
}
