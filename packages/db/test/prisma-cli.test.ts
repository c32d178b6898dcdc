import { afterAll, beforeAll, expect, test } from "bun:test";
import { randomUUID } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase, type TestDatabase } from "@repo/testing";
import { Client } from "pg";

// Prisma's CLI over prisma/schema-engine, on a copy of this package's files and a database that does not exist yet.

/** A command takes one or two seconds of a whole core. */
const COMMAND_TIMEOUT_MS = 60_000;
const TEST_TIMEOUT_MS = 5 * COMMAND_TIMEOUT_MS;

const packageFolder = join(import.meta.dirname, "..");
let folder: string;
let server: TestDatabase;
let databaseUrl: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "prisma-cli-"));
  for (const name of ["prisma", "prisma.config.ts", "package.json"]) {
    await cp(join(packageFolder, name), join(folder, name), { recursive: true });
  }
  await symlink(join(packageFolder, "node_modules"), join(folder, "node_modules"));
  server = await createTestDatabase({ migrate: async () => undefined });
  const url = new URL(server.url);
  url.pathname = `/prisma_cli_${randomUUID().replaceAll("-", "")}`;
  databaseUrl = url.href;
});

afterAll(async () => {
  await query(server.url, `DROP DATABASE IF EXISTS "${new URL(databaseUrl).pathname.slice(1)}" WITH (FORCE)`);
  await server.drop();
  await rm(folder, { recursive: true });
}, TEST_TIMEOUT_MS);

test(
  "without a database: the schema is valid, the client is generated, a migration is refused",
  async () => {
    expect(await prisma({}, "validate")).toMatchObject({ exitCode: 0 });
    expect(await prisma({}, "generate")).toMatchObject({ exitCode: 0 });
    expect(await readdir(join(folder, "src/generated"))).toContain("client.ts");
    const { exitCode, output } = await prisma({}, "migrate", "deploy");
    expect(exitCode).toBe(1);
    expect(output).toContain("datasource.url property is required");
  },
  TEST_TIMEOUT_MS,
);

test(
  "the engine is the one this version of the CLI would download",
  async () => {
    const { output } = await prisma({}, "version");
    const hash = output.match(/Default Engines Hash : (\w+)/)?.[1];
    expect(hash).toBeString();
    expect(output).toContain(`schema-engine-wasm ${hash}`);
  },
  TEST_TIMEOUT_MS,
);

test(
  "a server that does not answer is an error with the remedy",
  async () => {
    const { exitCode, output } = await prisma(
      { DATABASE_URL: "postgresql://u@127.0.0.1:1/x" },
      "migrate",
      "deploy",
    );
    expect(exitCode).toBe(1);
    expect(output).toContain("P1001: Postgres does not answer at 127.0.0.1:1");
    expect(output).toContain("correct DATABASE_URL");
  },
  TEST_TIMEOUT_MS,
);

test(
  "deploy makes the database, then status and diff find nothing to do",
  async () => {
    expect(await prismaOnDatabase("migrate", "deploy")).toMatchObject({ exitCode: 0 });
    const tables = await query(databaseUrl, "SELECT 1 FROM shard_horizons");
    expect(tables).toHaveLength(256);

    const status = await prismaOnDatabase("migrate", "status");
    expect(status).toMatchObject({ exitCode: 0, output: expect.stringContaining("up to date") });
    const diff = await prismaOnDatabase(...DIFF);
    expect(diff).toMatchObject({ exitCode: 0, output: expect.stringContaining("No difference detected") });
  },
  TEST_TIMEOUT_MS,
);

test(
  "a change of the schema is a difference and becomes a migration, and reset replays them all",
  async () => {
    const schemaFile = join(folder, "prisma/schema.prisma");
    const schema = await readFile(schemaFile, "utf8");
    await writeFile(
      schemaFile,
      schema.replace("model Lease {", 'model Lease {\n  colour String @default("")'),
    );
    const diff = await prismaOnDatabase(...DIFF);
    expect(diff).toMatchObject({ exitCode: 2, output: expect.stringContaining("Added column `colour`") });

    const dev = await prismaOnDatabase("migrate", "dev", "--create-only", "--name", "add_colour");
    expect(dev).toMatchObject({ exitCode: 0 });
    const migrations = await readdir(join(folder, "prisma/migrations"));
    const added = migrations.find((name) => name.endsWith("_add_colour"));
    const sql = await readFile(join(folder, "prisma/migrations", String(added), "migration.sql"), "utf8");
    expect(sql).toBe(
      `-- AlterTable\nALTER TABLE "leases" ADD COLUMN     "colour" TEXT NOT NULL DEFAULT '';\n`,
    );

    expect(await prismaOnDatabase("migrate", "reset", "--force")).toMatchObject({ exitCode: 0 });
    expect(
      await query(databaseUrl, "SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow%'"),
    ).toEqual([]);
  },
  TEST_TIMEOUT_MS,
);

const DIFF = [
  "migrate",
  "diff",
  "--from-config-datasource",
  "--to-schema=prisma/schema.prisma",
  "--exit-code",
] as const;

function prismaOnDatabase(...args: string[]) {
  return prisma({ DATABASE_URL: databaseUrl }, ...args);
}

async function prisma(environment: { DATABASE_URL?: string }, ...args: string[]) {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const cli = Bun.spawn(["bun", "x", "prisma", ...args], {
    cwd: folder,
    env: { ...inherited, ...environment, NO_COLOR: "1" },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    // should its engine say nothing, the CLI waits for ever
    timeout: COMMAND_TIMEOUT_MS,
  });
  const texts = await Promise.all([new Response(cli.stdout).text(), new Response(cli.stderr).text()]);
  return { exitCode: await cli.exited, output: texts.join("\n") };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
