import { describe, expect, test } from "bun:test";
import { StartupError } from "../src/index.ts";
import { connectRuns, failureOf, startRunServer, until } from "./run-service-fixture.ts";

describe("a server that stops", () => {
  test("lets a call in flight end, and takes no new one", async () => {
    const { promise: answer, resolve: finish } = Promise.withResolvers<void>();
    let begun = false;
    await using server = await startRunServer({
      getRun: async () => {
        begun = true;
        await answer;
        return { run: { id: "done" } };
      },
    });
    using client = connectRuns(server.address);
    const inFlight = client.getRun({});
    await until(() => begun);
    const stopped = server.stop(5_000);
    expect((await server.health.readiness()).ready).toBe(false);
    finish();
    expect((await inFlight).run?.id).toBe("done");
    await stopped;
    expect(await failureOf(client.cancelRun({}))).toMatchObject({ code: "UNAVAILABLE" });
    expect(server.lines.filter(({ level }) => level === "warn")).toEqual([]);
  });

  test("ends what still runs at the deadline with UNAVAILABLE, and says so", async () => {
    let begun = false;
    const server = await startRunServer({
      cancelRun: () => {
        begun = true;
        return new Promise(() => undefined);
      },
    });
    using client = connectRuns(server.address);
    const failing = failureOf(client.cancelRun({}));
    await until(() => begun);
    await server.stop(50);
    expect(await failing).toMatchObject({
      code: "UNAVAILABLE",
      message: "the server is shutting down; call again",
    });
    expect(server.lines.find(({ level }) => level === "warn")).toMatchObject({ calls: 1 });
  });

  test("ends streams at once with UNAVAILABLE, even one whose handler does not listen", async () => {
    const server = await startRunServer({
      async *watchRuns() {
        yield {};
        await new Promise(() => undefined);
      },
    });
    using client = connectRuns(server.address);
    const watch = client.watchRuns({});
    await watch.next();
    const failing = failureOf(watch.next());
    const startedAt = performance.now();
    await server.stop(5_000);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(await failing).toMatchObject({ code: "UNAVAILABLE" });
  });
});

test("a client finds a server that was restarted, without being made anew", async () => {
  const first = await startRunServer();
  using client = connectRuns(first.address);
  await client.getRun({});
  await first.stop();
  expect(await failureOf(client.cancelRun({}))).toMatchObject({ code: "UNAVAILABLE" });
  await using second = await startRunServer({}, { port: first.port });
  await untilAnswered(() => client.cancelRun({}));
  expect(second.lines.length).toBeGreaterThan(0);
});

/** Calls until a call succeeds. */
async function untilAnswered(call: () => Promise<unknown>, withinMs = 5_000): Promise<void> {
  const endMs = Date.now() + withinMs;
  for (;;) {
    const failure = await call().then(
      () => undefined,
      (error: Error) => error,
    );
    if (!failure) return;
    if (Date.now() > endMs) throw failure;
    await Bun.sleep(20);
  }
}

test("calls are shared among the addresses of a target, and those of a dead one go to the other", async () => {
  const answered: string[] = [];
  const answering = (name: string) => ({
    getRun: async () => {
      answered.push(name);
      return {};
    },
  });
  await using a = await startRunServer(answering("a"));
  await using b = await startRunServer(answering("b"));
  using client = connectRuns(`ipv4:${a.address},${b.address}`);
  await untilAnswered(async () => {
    await client.getRun({});
    if (new Set(answered).size < 2) throw new Error("only one has been asked");
  });
  answered.length = 0;
  for (let i = 0; i < 20; i++) await client.getRun({});
  expect(answered.filter((name) => name === "a")).toHaveLength(10);

  await a.stop();
  answered.length = 0;
  await untilAnswered(() => client.cancelRun({}));
  for (let i = 0; i < 10; i++) await client.getRun({});
  expect(new Set(answered)).toEqual(new Set(["b"]));
});

test("connections are asked to go when they are old, and no call is lost by that", async () => {
  const peers = new Set<string>();
  await using server = await startRunServer(
    {
      getRun: async (_, call) => {
        peers.add(call.peer);
        return {};
      },
    },
    { limits: { maxConnectionAgeMs: 100 } },
  );
  using client = connectRuns(server.address);
  const endMs = Date.now() + 5_000;
  while (peers.size < 3 && Date.now() < endMs) await client.getRun({});
  expect(peers.size).toBeGreaterThanOrEqual(3);
});

describe("a port that cannot be opened is one line that says what to do:", () => {
  test("one in use", async () => {
    await using server = await startRunServer();
    const failure = await failureOf(startRunServer({}, { port: server.port }));
    expect(failure).toBeInstanceOf(StartupError);
    expect((failure as Error).message).toBe(
      `cannot listen on ${server.address}: the port is in use: stop the process that holds it, or set another GRPC_PORT`,
    );
  });
});
