import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import { PrismaClient } from "./generated/client.ts";
import { createSql, type Sql } from "./sql.ts";

export interface DatabaseOptions {
  url: string;
  /** The most connections of this process. */
  maxConnections: number;
  /** Told when an idle connection breaks, which is no error of any call. */
  onConnectionError: (error: Error) => void;
}

/** One process's access to Postgres: Prisma for reading and searching, SQL for what is hot or transactional. */
export interface Database extends Sql {
  readonly prisma: PrismaClient;
  /** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export function createDatabase({ url, maxConnections, onConnectionError }: DatabaseOptions): Database {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    // Prisma's adapter writes instants without an offset: any other session zone would shift them
    options: "-c timezone=UTC",
    connectionTimeoutMillis: 5_000,
    // a frozen server must not hold a caller for ever; nothing hot takes longer than a few seconds
    query_timeout: 60_000,
    keepAlive: true,
  });
  pool.on("error", onConnectionError);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });

  return {
    prisma,
    ...createSql(pool),
    async transaction(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query("BEGIN");
        const result = await work(createSql(client));
        await client.query("COMMIT");
        return result;
      } catch (error) {
        await client.query("ROLLBACK").catch((rollbackError: Error) => {
          broken = rollbackError;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
