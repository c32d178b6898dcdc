import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { pollUntil } from "../src/poll.ts";
import { freePort } from "../src/ports.ts";
import { endProcess, isRunning } from "../src/process-identity.ts";
import { type EmbeddedStack, startEmbedded, stopEmbedded } from "../src/start-embedded.ts";
import { readState, type ServerRecord } from "../src/state-file.ts";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "local-stack-test-"));
  chmodSync(dataDir, 0o711);
});
afterEach(async () => {
  await stopEmbedded(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

const start = () =>
  startEmbedded({ dataDir, postgres: true, redis: true, durable: false, log: () => undefined });

async function query(stack: EmbeddedStack, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: stack.databaseUrl ?? "" });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function askRedis(stack: EmbeddedStack, ...command: string[]): Promise<unknown> {
  const client = new Bun.RedisClient(stack.redisUrl ?? "");
  try {
    return await client.send(command[0] ?? "", command.slice(1));
  } finally {
    client.close();
  }
}

function servers(): { postgres: ServerRecord; redis: ServerRecord } {
  const { postgres, redis } = readState(dataDir);
  if (postgres === undefined || redis === undefined) throw new Error("no server was remembered");
  return { postgres, redis };
}

/** Runs a program that starts the stack and says so, in a process of its own. */
async function startInAnotherProcess() {
  const program = `
    import { startEmbedded } from "${import.meta.dirname}/../src/index.ts";
    const stack = await startEmbedded({ dataDir: "${dataDir}", postgres: true, redis: true, durable: false, log: () => {} });
    process.on("SIGTERM", () => void stack.stop().then(() => process.exit(0)));
    process.stdout.write(JSON.stringify(stack) + "\\n");
    setInterval(() => {}, 1000);
  `;
  const child = spawn("bun", ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  const started = Promise.withResolvers<EmbeddedStack>();
  createInterface({ input: child.stdout }).once("line", (line) => started.resolve(JSON.parse(line)));
  const stack = await started.promise;
  const exited = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  return {
    stack,
    end: async (signal: NodeJS.Signals) => {
      child.kill(signal);
      await exited;
    },
  };
}

describe("the embedded servers", () => {
  test("start, are set for a scheduler, ask for a password, and stop", async () => {
    const stack = await start();
    expect(
      await query(stack, "SELECT current_database() AS database, current_setting('timezone') AS zone"),
    ).toEqual([{ database: "scheduler", zone: "UTC" }]);
    expect(await askRedis(stack, "CONFIG", "GET", "maxmemory-policy")).toEqual({
      "maxmemory-policy": "noeviction",
    });
    expect(await askRedis(stack, "CONFIG", "GET", "hz")).toEqual({ hz: "500" });

    const { postgres, redis } = servers();
    const stranger = { databaseUrl: `postgresql://postgres:guess@127.0.0.1:${postgres.port}/scheduler` };
    await expect(query({ ...stack, ...stranger }, "SELECT 1")).rejects.toThrow(
      "password authentication failed",
    );
    await expect(askRedis({ ...stack, redisUrl: `redis://127.0.0.1:${redis.port}` }, "PING")).rejects.toThrow(
      "NOAUTH",
    );
    expect(statSync(join(dataDir, "state.json")).mode & 0o777).toBe(0o600);

    await stack.stop();
    expect([isRunning(postgres.process), isRunning(redis.process)]).toEqual([false, false]);
  });

  test("keep data and URLs over a stop", async () => {
    const first = await start();
    await query(first, "CREATE TABLE kept AS SELECT 42 AS answer");
    await first.stop();
    const second = await start();
    expect(second).toMatchObject({ databaseUrl: first.databaseUrl, redisUrl: first.redisUrl });
    expect(await query(second, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  });

  test("move to another port when theirs was taken meanwhile", async () => {
    const first = await start();
    const { port } = servers().postgres;
    await first.stop();
    using occupant = Bun.listen({ hostname: "127.0.0.1", port, socket: { data: () => undefined } });
    const second = await start();
    expect(servers().postgres.port).not.toBe(occupant.port);
    expect(await query(second, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("are started once by two starts at the same time", async () => {
    const [one, other] = await Promise.all([startInAnotherProcess(), startInAnotherProcess()]);
    expect(one.stack).toEqual(other.stack);
    await Promise.all([one.end("SIGTERM"), other.end("SIGTERM")]);
    const { postgres, redis } = servers();
    expect([isRunning(postgres.process), isRunning(redis.process)]).toEqual([false, false]);
  });

  test.each(["the starter", "the second user"])("stay for the other user when %s stops", async (leaver) => {
    const other = await startInAnotherProcess();
    const mine = await start();
    const { postgres } = servers();
    expect(mine.databaseUrl).toBe(other.stack.databaseUrl);
    await (leaver === "the starter" ? other.end("SIGTERM") : mine.stop());
    expect(isRunning(postgres.process)).toBe(true);
    await (leaver === "the starter" ? mine.stop() : other.end("SIGTERM"));
    expect(isRunning(postgres.process)).toBe(false);
  });

  test("are used again after their starter was killed, and then stop with the new one", async () => {
    const killed = await startInAnotherProcess();
    await killed.end("SIGKILL");
    const { postgres } = servers();
    expect(isRunning(postgres.process)).toBe(true);
    const next = await start();
    expect(servers().postgres.process).toEqual(postgres.process);
    await next.stop();
    expect(isRunning(postgres.process)).toBe(false);
  });

  test("recover when they were killed themselves", async () => {
    const first = await start();
    await query(first, "CREATE TABLE kept AS SELECT 42 AS answer");
    await query(first, "CHECKPOINT");
    const { postgres, redis } = servers();
    await Promise.all([
      endProcess(postgres.process, "SIGKILL", 5_000),
      endProcess(redis.process, "SIGKILL", 5_000),
    ]);
    const second = await start();
    expect(await query(second, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
    expect(await askRedis(second, "PING")).toBe("PONG");
  });

  test("start over the pid file of a stranger", async () => {
    const first = await start();
    await first.stop();
    const clusterFile = join(dataDir, "postgres/postmaster.pid");
    writeFileSync(
      clusterFile,
      `${process.pid}\n${join(dataDir, "postgres")}\n0\n${await freePort()}\n\n\n\nready\n`,
    );
    const second = await start();
    expect(await query(second, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  }, 20_000);

  test("do not start on data of another Postgres version, and say what to do", async () => {
    const first = await start();
    await first.stop();
    writeFileSync(join(dataDir, "postgres/PG_VERSION"), "15\n");
    await expect(start()).rejects.toThrow(
      /was made by Postgres 15, and this is Postgres 18: remove the folder/,
    );
  });

  test("of a temporary stack are gone with the process that started it, whatever ended it", async () => {
    const program = `
      import { startEphemeral } from "${import.meta.dirname}/../src/index.ts";
      await startEphemeral({ postgres: true, redis: true, log: () => {} });
      process.stdout.write("up\\n");
      setInterval(() => {}, 1000);
    `;
    const child = spawn("bun", ["-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, TMPDIR: dataDir },
    });
    await new Promise<void>(
      (resolve) => void createInterface({ input: child.stdout }).once("line", () => resolve()),
    );
    const [folder = ""] = await Array.fromAsync(new Bun.Glob("*").scan({ cwd: dataDir, onlyFiles: false }));
    const { postgres, redis } = readState(join(dataDir, folder));
    child.kill("SIGKILL");
    expect(await pollUntil(() => !existsSync(join(dataDir, folder)), 15_000)).toBe(true);
    expect([postgres, redis].map((server) => server !== undefined && isRunning(server.process))).toEqual([
      false,
      false,
    ]);
  }, 20_000);
});
