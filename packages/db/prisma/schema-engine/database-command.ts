import { DatabaseError } from "pg";
import type { DatabaseTask } from "./engine-arguments.ts";
import { withClient, withDatabaseName } from "./server-connection.ts";

const MAINTENANCE_DATABASE = "postgres";
// two deploys may create the database at the same moment
const ALREADY_EXISTS = ["42P04", "23505"];

/** @returns the exit code; a failure is told on stderr in the form that Prisma's CLI reads */
export async function runDatabaseCommand({ command, databaseUrl }: DatabaseTask): Promise<number> {
  try {
    if (command === "create-database") await createDatabase(databaseUrl);
    else await withClient(databaseUrl, async () => undefined);
    return 0;
  } catch (error) {
    const fields = describeFailure(error, databaseUrl);
    const line = JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields });
    // the CLI skips the first line
    process.stderr.write(`\n${line}`);
    return 1;
  }
}

async function createDatabase(databaseUrl: string): Promise<void> {
  const name = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
  await withClient(withDatabaseName(databaseUrl, MAINTENANCE_DATABASE), async (client) => {
    try {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    } catch (error) {
      if (!(error instanceof DatabaseError && ALREADY_EXISTS.includes(error.code ?? ""))) throw error;
    }
  });
}

/** Prisma's error code and a message with the remedy. */
function describeFailure(error: unknown, databaseUrl: string): { error_code: string; message: string } {
  const { host, pathname, username } = new URL(databaseUrl);
  if (!(error instanceof DatabaseError)) {
    const message = `Postgres does not answer at ${host} (${reasonOf(error)}): start it, or correct DATABASE_URL.`;
    return { error_code: "P1001", message };
  }
  switch (error.code) {
    case "28P01":
    case "28000":
      return {
        error_code: "P1000",
        message: `Postgres at ${host} refuses user "${username}": correct user and password in DATABASE_URL.`,
      };
    case "3D000":
      return { error_code: "P1003", message: `Database "${pathname.slice(1)}" does not exist at ${host}.` };
    case "42501":
      return {
        error_code: "P1010",
        message: `User "${username}" may not create databases at ${host}: grant CREATEDB, or create it by hand.`,
      };
    default:
      return { error_code: "P1001", message: `Postgres at ${host}: ${error.message}` };
  }
}

/** Of an address with both IPv4 and IPv6 the error is an AggregateError, which has a code and no message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ("code" in error ? String(error.code) : error.name);
}
