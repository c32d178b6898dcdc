import { createHash, randomUUID } from "node:crypto";
import { startEphemeral } from "@repo/local-stack";
import { Client } from "pg";

const TEMPLATE = "test_template";
/** Locks in the server's maintenance database: taken shared while cloning, exclusively while migrating. */
const TEMPLATE_LOCK = createHash("sha256").update(TEMPLATE).digest().readInt32BE();

export interface TestDatabaseOptions {
  /** Brings an empty or older database up to date; run on the template once per process. */
  migrate: (databaseUrl: string) => Promise<void>;
}

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  /** Removes the database, whoever is still connected to it. */
  drop(): Promise<void>;
}

let server: Promise<string> | undefined;
let template: Promise<void> | undefined;

/**
 * Makes a migrated, empty database for one test file, as a copy of a template, in some 30 ms. The server is the one
 * that TEST_DATABASE_URL names; without it, one of this process's own, which ends with it.
 */
export async function createTestDatabase({ migrate }: TestDatabaseOptions): Promise<TestDatabase> {
  server ??= locateServer();
  const serverUrl = await server;
  template ??= prepareTemplate(serverUrl, migrate);
  await template;

  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withClient(serverUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock_shared($1)", [TEMPLATE_LOCK]);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  });
  const drop = () =>
    withClient(serverUrl, async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    });
  return { url: withDatabaseName(serverUrl, name), drop, [Symbol.asyncDispose]: drop };
}

async function locateServer(): Promise<string> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== "") return withDatabaseName(given, "postgres");
  const stack = await startEphemeral({ postgres: true, redis: false, log: () => undefined });
  if (stack.databaseUrl === undefined) throw new Error("the embedded server has no database URL");
  return withDatabaseName(stack.databaseUrl, "postgres");
}

function prepareTemplate(serverUrl: string, migrate: TestDatabaseOptions["migrate"]): Promise<void> {
  return withClient(serverUrl, async (client) => {
    // several test processes may share the server; each finds the template up to date but the first
    await client.query("SELECT pg_advisory_lock($1)", [TEMPLATE_LOCK]);
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [TEMPLATE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${TEMPLATE}`);
    await migrate(withDatabaseName(serverUrl, TEMPLATE));
  });
}

/** The end of the connection releases the locks it took. */
async function withClient<T>(url: string, action: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await action(client);
  } finally {
    await client.end();
  }
}

function withDatabaseName(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
