import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";

const MIGRATIONS = fileURLToPath(new URL("../prisma/migrations", import.meta.url));
/** The key of the advisory lock that `prisma migrate` takes too. */
const MIGRATION_LOCK = 72_707_369;

interface AppliedMigration {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/**
 * Applies the migrations that are missing and keeps Prisma's own table of them, as `prisma migrate deploy` does, with
 * nothing but a connection: images need no Prisma CLI.
 *
 * @param folder holds one folder for each migration; compiled programs have no source tree and must name it
 * @returns the names of the migrations that were applied
 * @throws when a migration failed before, or an applied one was edited since
 */
export async function migrateDatabase(databaseUrl: string, folder = MIGRATIONS): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl, options: "-c timezone=UTC" });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await client.query(`
      CREATE TABLE IF NOT EXISTS _prisma_migrations (
        id VARCHAR(36) PRIMARY KEY, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
        migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
        started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`);
    const applied = await client.query<AppliedMigration>(
      "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
    );
    const added: string[] = [];
    for (const migration of await readMigrations(folder)) {
      const known = applied.rows.find((row) => row.migration_name === migration.name);
      if (known === undefined) {
        await applyMigration(client, migration);
        added.push(migration.name);
      } else if (known.finished_at === null) {
        throw new Error(`migration ${migration.name} failed earlier; repair it with prisma migrate resolve`);
      } else if (known.checksum !== migration.checksum) {
        throw new Error(`migration ${migration.name} was edited after it was applied; restore it`);
      }
    }
    return added;
  } finally {
    await client.end();
  }
}

/** The names of the migrations that a database still lacks, for programs that wait until another has applied them. */
export async function listMissingMigrations(databaseUrl: string, folder = MIGRATIONS): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const table = await client.query("SELECT FROM pg_class WHERE oid = to_regclass('_prisma_migrations')");
    const applied =
      table.rowCount === 0
        ? { rows: [] }
        : await client.query<Pick<AppliedMigration, "migration_name">>(
            "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
          );
    const names = new Set(applied.rows.map((row) => row.migration_name));
    return migrations.map(({ name }) => name).filter((name) => !names.has(name));
  } finally {
    await client.end();
  }
}

interface Migration {
  name: string;
  script: string;
  checksum: string;
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const script = await readFile(join(folder, name, "migration.sql"), "utf8");
      return { name, script, checksum: createHash("sha256").update(script).digest("hex") };
    }),
  );
}

async function applyMigration(client: Client, { name, script, checksum }: Migration): Promise<void> {
  const id = randomUUID();
  await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)", [
    id,
    checksum,
    name,
  ]);
  try {
    await client.query(script);
  } catch (error) {
    await client.query("UPDATE _prisma_migrations SET logs = $2 WHERE id = $1", [id, String(error)]);
    throw new Error(`migration ${name} failed`, { cause: error });
  }
  await client.query(
    "UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1",
    [id],
  );
}
