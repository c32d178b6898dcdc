import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestDatabase, type TestDatabase } from "@repo/testing";
import { Client } from "pg";
import { listMissingMigrations, migrateDatabase } from "../src/index.ts";
import { type Ledger, openLedger } from "./ledger.ts";

let ledger: Ledger;
let empty: TestDatabase;
beforeAll(async () => {
  ledger = await openLedger();
  empty = await createTestDatabase({ migrate: async () => undefined });
  await withClient(empty.url, async (client) => {
    await client.query("DROP SCHEMA public CASCADE; DROP SCHEMA partitions CASCADE; CREATE SCHEMA public");
  });
});
afterAll(async () => {
  await ledger[Symbol.asyncDispose]();
  await empty.drop();
});

async function withClient<T>(url: string, action: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await action(client);
  } finally {
    await client.end();
  }
}

test("processes that migrate at once: one does it, the others find it done", async () => {
  const missing = await listMissingMigrations(empty.url);
  const applied = await Promise.all(Array.from({ length: 4 }, () => migrateDatabase(empty.url)));
  const [names = []] = applied.filter((added) => added.length > 0);
  expect(names[0]).toBe("20261123000000_create_scheduler");
  expect(applied.flat()).toEqual(names);
  expect(missing).toEqual(names);
  expect(await listMissingMigrations(empty.url)).toEqual([]);
  expect(await migrateDatabase(empty.url)).toEqual([]);
});

test("a migration that was edited after it was applied is refused, and one that failed too", async () => {
  await withClient(ledger.url, (client) =>
    client.query("UPDATE _prisma_migrations SET checksum = 'another'"),
  );
  expect(migrateDatabase(ledger.url)).rejects.toThrow("was edited after it was applied; restore it");
  await withClient(ledger.url, (client) => client.query("UPDATE _prisma_migrations SET finished_at = NULL"));
  expect(migrateDatabase(ledger.url)).rejects.toThrow(
    "failed earlier; repair it with prisma migrate resolve",
  );
});

test("the Prisma schema says what the migrations have made", async () => {
  const diff = Bun.spawn(
    [
      "bun",
      "x",
      "prisma",
      "migrate",
      "diff",
      "--from-config-datasource",
      "--to-schema",
      "prisma/schema.prisma",
      "--exit-code",
    ],
    {
      cwd: `${import.meta.dirname}/..`,
      env: { ...process.env, DATABASE_URL: empty.url },
      stdout: "pipe",
      stderr: "pipe",
    },
  );
  const output = (await new Response(diff.stdout).text()) + (await new Response(diff.stderr).text());
  expect({ exitCode: await diff.exited, output }).toMatchObject({ exitCode: 0 });
}, 20_000);
