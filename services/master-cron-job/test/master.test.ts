import { expect, test } from "bun:test";
import { eventually, serviceEnvironment } from "@repo/testing";
import { type Replica, startReplica, unavailable } from "./planner-replica.ts";

const MAIN = `${import.meta.dirname}/../src/main.ts`;

/** Starts the master as a CronJob does. */
function startMaster(
  replicas: readonly Replica[],
  args: string[] = [],
  settings: Record<string, string> = {},
) {
  const child = Bun.spawn([process.execPath, MAIN, ...args], {
    env: {
      PATH: process.env.PATH,
      SCHEDULE_SERVICE_ADDRESS: `ipv4:${replicas.map(({ address }) => address).join(",")}`,
      PLAN_LANES: "4",
      SERVICE_PRIVATE_KEY: serviceEnvironment().SERVICE_PRIVATE_KEY,
      ...settings,
    },
    stdout: "pipe",
    stderr: "pipe",
  });
  const output = Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { child, exited: child.exited, output: async () => (await output).join("") };
}

test("plans the window from the database's clock on and ends with 0, sharing the chunks among the replicas", async () => {
  const now = new Date("2030-01-01T00:00:00Z");
  await using first = await startReplica({ now });
  await using second = await startReplica({ now });
  const { exited, output } = startMaster([first, second]);
  expect({ code: await exited, output: await output() }).toMatchObject({ code: 0 });
  const chunks = [...first.chunks, ...second.chunks];
  expect(chunks).toHaveLength(12);
  expect(Math.max(...chunks.map(({ until }) => until.getTime()))).toBe(now.getTime() + 15 * 60_000);
  expect(Math.min(first.chunks.length, second.chunks.length)).toBeGreaterThan(0);
});

test("a replica that refuses at first does not keep it from ending with 0", async () => {
  await using replica = await startReplica({
    onChunk: (_, index) => {
      if (index < 3) throw unavailable();
    },
  });
  expect(await startMaster([replica]).exited).toBe(0);
  expect(replica.chunks.length).toBeGreaterThanOrEqual(15);
});

test("a window that could not be planned to its end ends with 1", async () => {
  await using replica = await startReplica({
    onChunk: (chunk) => {
      if (chunk.shardFrom === 0) throw unavailable();
    },
  });
  const { exited, output } = startMaster([replica], [], { PLAN_CHUNK_ATTEMPTS: "2" });
  expect(await exited).toBe(1);
  expect(await output()).toContain("the window is not planned to its end");
});

test("nobody who answers ends with 1, after the tries", async () => {
  const replica = await startReplica();
  await replica[Symbol.asyncDispose]();
  const { exited, output } = startMaster([replica], [], { PLAN_CHUNK_ATTEMPTS: "2" });
  expect(await exited).toBe(1);
  expect(await output()).toContain("nothing could be planned");
});

test("a service that cuts the schedules into other shards is not planned with", async () => {
  await using replica = await startReplica({ shardCount: 128 });
  const { exited, output } = startMaster([replica]);
  expect(await exited).toBe(1);
  expect(await output()).toContain("schedule-microservice has 128 shards, this version 256");
  expect(replica.chunks).toEqual([]);
});

test("an argument that is not understood ends with 1 and one plain line", async () => {
  await using replica = await startReplica();
  const { exited, output } = startMaster([replica], ["--every", "often"]);
  expect(await exited).toBe(1);
  expect(await output()).toBe(
    "master-cron-job cannot start: --every often: must be a duration of at least 1s, such as 30s or 5m\n",
  );
});

test("--every plans again and again until it is told to stop, and then ends with 0", async () => {
  await using replica = await startReplica();
  const { child, exited } = startMaster([replica], ["--every", "1s"]);
  await eventually(() => replica.statusCount() >= 2, { withinMs: 15_000, describe: "a second window" });
  child.kill("SIGTERM");
  expect(await exited).toBe(0);
});

test("a single run that is cut short ends with 1", async () => {
  await using replica = await startReplica({ onChunk: () => new Promise(() => undefined) });
  const { child, exited } = startMaster([replica]);
  await eventually(() => replica.chunks.length > 0, { withinMs: 15_000, describe: "a chunk" });
  child.kill("SIGTERM");
  expect(await exited).toBe(1);
});
