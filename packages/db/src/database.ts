import { PrismaPg } from "@prisma/adapter-pg";
import { Pool, type PoolConfig, type QueryConfig } from "pg";
import { PrismaClient } from "./generated/client.ts";
import { PG_TYPES } from "./pg-types.ts";
import { createSql, type Sql } from "./sql.ts";

const ROLLBACK: QueryConfig & Pick<PoolConfig, "query_timeout"> = { text: "ROLLBACK", query_timeout: 1_000 };

/**
 * One plan for all values, and in it every row of a batch is looked up by its key. Left to itself Postgres decides by
 * the tables as they are when a connection first plans: a day that has just begun is empty, and for an empty table any
 * plan will do, such as reading all runs that are due at the instant of the batch. An hour later those are 100,000.
 */
export const ONE_PLAN_BY_KEY = [
  "plan_cache_mode=force_generic_plan",
  ...["hashjoin", "mergejoin", "bitmapscan", "seqscan", "material"].map((way) => `enable_${way}=off`),
]
  .map((setting) => `-c ${setting}`)
  .join(" ");

export interface DatabaseOptions {
  url: string;
  /** The most connections of this process, besides one that is kept apart; at least 2. */
  maxConnections: number;
  /** Told when an idle connection breaks, which is no error of any call. */
  onConnectionError: (error: Error) => void;
}

/**
 * One process's access to Postgres: Prisma and free SQL for reading and searching, prepared statements and transactions
 * for what is hot. The two have connections of their own: prepared statements keep one plan for whatever values come,
 * which spares them being planned each time, while a search is planned for the values it has.
 */
export interface Database extends Sql {
  readonly prisma: PrismaClient;
  /** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  /**
   * The same on a connection kept apart, for what a transaction needs beside itself: waiting for one of the pool while
   * holding one could wait for ever.
   */
  transactionAside<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export function createDatabase({ url, maxConnections, onConnectionError }: DatabaseOptions): Database {
  const connection: PoolConfig = {
    connectionString: url,
    // Prisma's adapter writes instants without an offset: any other session zone would shift them
    // and a process that freezes in a transaction must not keep its locks: it is rolled back
    options: "-c timezone=UTC -c idle_in_transaction_session_timeout=10s",
    types: PG_TYPES,
    connectionTimeoutMillis: 5_000,
    // a frozen server must not hold a caller for ever; nothing hot takes longer than a few seconds
    query_timeout: 30_000,
    keepAlive: true,
  };
  const onePlan: PoolConfig = { ...connection, options: `${connection.options} ${ONE_PLAN_BY_KEY}` };
  const searching = new Pool({ ...connection, max: Math.max(1, Math.floor(maxConnections / 3)) });
  const hot = new Pool({ ...onePlan, max: maxConnections - searching.options.max });
  const aside = new Pool({ ...onePlan, max: 1 });
  for (const pool of [searching, hot, aside]) pool.on("error", onConnectionError);
  const prisma = new PrismaClient({ adapter: new PrismaPg(searching) });
  const [searchingSql, hotSql] = [createSql(searching), createSql(hot)];

  return {
    prisma,
    query: (statement, values) =>
      typeof statement === "string" ? searchingSql.query(statement, values) : hotSql.query(statement, values),
    transaction: (work) => runTransaction(hot, work),
    transactionAside: (work) => runTransaction(aside, work),
    async close() {
      await prisma.$disconnect();
      await Promise.all([searching.end(), hot.end(), aside.end()]);
    },
  };
}

async function runTransaction<Result>(pool: Pool, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onBreak = (error: Error) => {
    broken = error;
  };
  // a connection that breaks between two statements says so here, and an error that nobody hears ends the process
  client.on("error", onBreak);
  try {
    await client.query("BEGIN");
    const result = await work(createSql(client));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    // a connection that is slow to answer even now is given up, which rolls back too
    await client.query(ROLLBACK).catch(onBreak);
    throw error;
  } finally {
    client.off("error", onBreak);
    client.release(broken);
  }
}
