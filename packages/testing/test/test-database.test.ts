import { afterAll, expect, test } from "bun:test";
import { Client } from "pg";
import { createTestDatabase, type TestDatabase } from "../src/test-database.ts";

let migrations = 0;
const migrate = async (url: string) => {
  migrations++;
  await query(url, "CREATE TABLE IF NOT EXISTS rows_of_a_test (id int)");
};
const databases: TestDatabase[] = [];
const create = async () => {
  const database = await createTestDatabase({ migrate });
  databases.push(database);
  return database;
};
afterAll(() => Promise.all(databases.map((database) => database.drop())));

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("databases made at the same time are migrated once and share nothing", async () => {
  const [one, other] = await Promise.all([create(), create()]);
  await query(one.url, "INSERT INTO rows_of_a_test VALUES (1)");
  expect(await query(one.url, "SELECT id FROM rows_of_a_test")).toEqual([{ id: 1 }]);
  expect(await query(other.url, "SELECT id FROM rows_of_a_test")).toEqual([]);
  expect(migrations).toBe(1);
});

test("a dropped database is gone, even with someone connected to it", async () => {
  const database = await create();
  const client = new Client({ connectionString: database.url });
  client.on("error", () => undefined);
  await client.connect();
  await database.drop();
  await expect(query(database.url, "SELECT 1")).rejects.toThrow("does not exist");
});
