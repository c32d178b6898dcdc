import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
import { Pool, type QueryArrayConfig } from "pg";
import { withClient, withDatabaseName } from "./server-connection.ts";

/** The engine's way to the database, and to the empty one ("shadow") on which it replays the migrations. */
export function createMigrationAdapter(databaseUrl: string): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connect(databaseUrl),
    async connectToShadowDb() {
      const name = `prisma_migrate_shadow_db_${randomUUID()}`;
      await withClient(databaseUrl, (client) => client.query(`CREATE DATABASE "${name}"`));
      const adapter = await connect(withDatabaseName(databaseUrl, name));
      const dispose = adapter.dispose.bind(adapter);
      adapter.dispose = async () => {
        await dispose();
        // forced, for a connection of the pool may be still closing
        await withClient(databaseUrl, (client) =>
          client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
        );
      };
      return adapter;
    },
  };
}

async function connect(databaseUrl: string): Promise<SqlDriverAdapter> {
  // one connection, for the engine keeps its lock and its settings in the session
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  const charColumnsOf = noteCharColumns(pool);
  const adapter: SqlDriverAdapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  return Object.assign(adapter, {
    async queryRaw(query: SqlQuery) {
      const result = await queryRaw(query);
      for (const column of charColumnsOf.get(result.rows) ?? []) {
        result.columnTypes[column] = ColumnTypeEnum.Character;
      }
      return result;
    },
    // PrismaPg would split the script at every ";", also inside functions and DO blocks; a query without arguments
    // may hold many statements and goes to the server whole
    async executeScript(script: string) {
      await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
    },
  });
}

const CHAR_TYPE = 18;
const TEXT_TYPE = 25;

/**
 * PrismaPg refuses the type "char", which pg_catalog is full of, and the engine panics when it gets it as text: pass it
 * by PrismaPg as text and tell which columns they were.
 *
 * @returns the positions of the "char" columns, by the rows of the result
 */
function noteCharColumns(pool: Pool): WeakMap<object, number[]> {
  const charColumnsOf = new WeakMap<object, number[]>();
  const query = pool.query.bind(pool);
  Object.assign(pool, {
    async query(config: QueryArrayConfig) {
      const result = await query(config);
      // a script of many statements has an array of results instead
      if (result.fields === undefined) return result;
      const charColumns: number[] = [];
      for (const [column, field] of result.fields.entries()) {
        if (field.dataTypeID !== CHAR_TYPE) continue;
        field.dataTypeID = TEXT_TYPE;
        charColumns.push(column);
      }
      charColumnsOf.set(result.rows, charColumns);
      return result;
    },
  });
  return charColumnsOf;
}
