import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { isPortAnswering } from "@repo/local-stack";
import { Redis } from "ioredis";
import { Client } from "pg";
import { startPostgresServer, startRedisServer } from "../src/test-servers.ts";

async function withRedis<T>(url: string, action: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url);
  client.on("error", () => undefined);
  try {
    return await action(client);
  } finally {
    client.disconnect();
  }
}

async function withPostgres<T>(url: string, action: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await action(client);
  } finally {
    await client.end();
  }
}

test("a Redis server keeps its keys over a stop and a start", async () => {
  await using server = await startRedisServer();
  await withRedis(server.url, (client) => client.set("key", "value"));
  await server.stop();
  expect(await isPortAnswering(server.port)).toBe(false);
  await server.start();
  expect(await withRedis(server.url, (client) => client.get("key"))).toBe("value");
});

test("a frozen Redis server answers nothing until it is thawed", async () => {
  await using server = await startRedisServer();
  await withRedis(server.url, async (client) => {
    await client.ping();
    server.signal("SIGSTOP");
    const answer = client.ping();
    expect(await Promise.race([answer, Bun.sleep(100).then(() => "silence")])).toBe("silence");
    server.signal("SIGCONT");
    expect(await answer).toBe("PONG");
  });
});

test("a Postgres server keeps what was committed before it was killed", async () => {
  await using server = await startPostgresServer();
  await withPostgres(server.url, (client) => client.query("CREATE TABLE kept AS SELECT 42 AS answer"));
  await server.kill();
  expect(await isPortAnswering(server.port)).toBe(false);
  await server.start();
  const { rows } = await withPostgres(server.url, (client) => client.query("SELECT answer FROM kept"));
  expect(rows).toEqual([{ answer: 42 }]);
});

test("a removed server leaves no folder", async () => {
  const server = await startPostgresServer();
  const folder = await withPostgres(server.url, async (client) => {
    const { rows } = await client.query("SHOW data_directory");
    return String(rows[0].data_directory);
  });
  expect(existsSync(folder)).toBe(true);
  await server.remove();
  expect(existsSync(folder)).toBe(false);
});
