import { describe, expect, test } from "bun:test";
import { create } from "@bufbuild/protobuf";
import { Client, credentials, Metadata, status } from "@grpc/grpc-js";
import { GetRunRequestSchema, RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import type { RpcError } from "../src/rpc/client/index.ts";
import type { RpcCall } from "../src/rpc/server/index.ts";
import { methodDefinitionOf } from "../src/rpc/wire/method-definition.ts";
import { connectRuns, failureOf, startRunServer, until } from "./run-service-fixture.ts";

/** A handler that never answers, and tells which calls it was given. */
function neverAnswering() {
  const calls: RpcCall[] = [];
  const getRun = (_: unknown, call: RpcCall) => {
    calls.push(call);
    return new Promise<never>(() => undefined);
  };
  return { calls, getRun };
}

describe("a unary call", () => {
  test("brings the request there and the answer back, and is logged once", async () => {
    await using server = await startRunServer({ getRun: async ({ id }) => ({ run: { id, attempt: 3 } }) });
    using client = connectRuns(server.address);
    const { run } = await client.getRun({ id: "run-1" }, { headers: { "x-request-id": "from-the-caller" } });
    expect(run).toMatchObject({ id: "run-1", attempt: 3 });
    const event = await server.callLogged("GetRun");
    expect(event).toMatchObject({ level: "info", code: "OK", requestId: "from-the-caller" });
    expect(event.durationMs).toBeNumber();
    expect(event.peer).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(server.lines.filter((line) => line.method === event.method)).toHaveLength(1);
  });

  test("whose x-request-id is not a sane one gets a new one", async () => {
    await using server = await startRunServer();
    using client = connectRuns(server.address);
    await client.getRun({}, { headers: { "x-request-id": "a b".repeat(100) } });
    expect((await server.callLogged("GetRun")).requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("that gets no answer ends with its deadline, on both sides", async () => {
    const { calls, getRun } = neverAnswering();
    await using server = await startRunServer({ getRun });
    using client = connectRuns(server.address);
    const failure = await failureOf(client.getRun({}, { deadlineMs: 150 }));
    expect(failure).toMatchObject({ code: "DEADLINE_EXCEEDED" });
    expect(await server.callLogged("GetRun")).toMatchObject({ code: "DEADLINE_EXCEEDED" });
    expect(calls[0]?.deadlineAt).toBeInstanceOf(Date);
  });

  test("has the client's deadline when it names none", async () => {
    await using server = await startRunServer({ getRun: neverAnswering().getRun });
    using client = connectRuns(server.address, { deadlineMs: 100 });
    expect(await failureOf(client.getRun({}))).toMatchObject({ code: "DEADLINE_EXCEEDED" });
  });

  test("is cancelled by the caller's signal, and its handler is told", async () => {
    const { calls, getRun } = neverAnswering();
    await using server = await startRunServer({ getRun });
    using client = connectRuns(server.address);
    const controller = new AbortController();
    const failing = failureOf(client.getRun({}, { signal: controller.signal }));
    const call = await until(() => calls[0]);
    controller.abort();
    expect(await failing).toMatchObject({ code: "CANCELLED" });
    await until(() => call.signal.aborted);
    expect(await server.callLogged("GetRun")).toMatchObject({ level: "info", code: "CANCELLED" });
  });

  test("with a signal that has aborted already is not sent", async () => {
    await using server = await startRunServer();
    using client = connectRuns(server.address);
    const failure = await failureOf(client.getRun({}, { signal: AbortSignal.abort() }));
    expect(failure).toMatchObject({ code: "CANCELLED" });
    await client.listRuns({});
    expect(server.lines.some(({ method }) => method === "scheduler.v1.RunService/GetRun")).toBe(false);
  });
});

describe("what a server does not take", () => {
  test.each([
    ["a request larger than the limit", 2_000, "RESOURCE_EXHAUSTED"],
    ["a request below the limit, taken", 500, "OK"],
  ])("%s", async (_, length, expected) => {
    await using server = await startRunServer({}, { limits: { maxRequestBytes: 1_000 } });
    using client = connectRuns(server.address);
    const code = await client.getRun({ id: "x".repeat(length) }).then(
      () => "OK",
      (error: RpcError) => error.code,
    );
    expect(code).toBe(expected);
    await client.getRun({});
  });

  test("an answer larger than the client's limit", async () => {
    await using server = await startRunServer({ getRun: async () => ({ run: { id: "x".repeat(2_000) } }) });
    using client = connectRuns(server.address, { maxResponseBytes: 1_000 });
    expect(await failureOf(client.getRun({}))).toMatchObject({ code: "RESOURCE_EXHAUSTED" });
  });

  test.each([
    [
      "bytes that are no message",
      "/scheduler.v1.RunService/GetRun",
      Buffer.from([0xff, 0xff, 0xff]),
      status.INVALID_ARGUMENT,
    ],
    [
      "a method that it does not have",
      "/scheduler.v1.RunService/Nonsense",
      Buffer.alloc(0),
      status.UNIMPLEMENTED,
    ],
    [
      "a service that it does not have",
      "/nonsense.v1.Nonsense/GetRun",
      Buffer.alloc(0),
      status.UNIMPLEMENTED,
    ],
  ])("%s; the next call is answered", async (_, path, bytes, expected) => {
    await using server = await startRunServer();
    using client = connectRuns(server.address);
    expect(await callRaw(server.address, path, bytes)).toBe(expected);
    expect((await client.getRun({ id: "next" })).run?.id).toBe("next");
  });
});

/** Sends bytes as they are; resolves to the status of the answer. */
function callRaw(address: string, path: string, bytes: Buffer): Promise<status> {
  const client = new Client(address, credentials.createInsecure());
  return new Promise((resolve) => {
    const asIs = (buffer: Buffer) => buffer;
    client.makeUnaryRequest(
      path,
      asIs,
      asIs,
      bytes,
      new Metadata(),
      { deadline: Date.now() + 2_000 },
      (error) => {
        client.close();
        resolve(error?.code ?? status.OK);
      },
    );
  });
}

describe("a stream", () => {
  test("brings every message in order and then ends", async () => {
    await using server = await startRunServer({
      async *watchRuns() {
        for (let i = 0; i < 1_000; i++) yield { events: [{ attempt: i }] };
      },
    });
    using client = connectRuns(server.address);
    const attempts: (number | undefined)[] = [];
    for await (const { events } of client.watchRuns({})) attempts.push(events[0]?.attempt);
    expect(attempts).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
    expect(await server.callLogged("WatchRuns")).toMatchObject({ code: "OK" });
  });

  test("that a handler fails in the middle delivers what came before, then the status", async () => {
    await using server = await startRunServer({
      async *watchRuns() {
        yield {};
        throw new Error("secret");
      },
    });
    using client = connectRuns(server.address);
    const watch = client.watchRuns({});
    expect((await watch.next()).done).toBe(false);
    expect(await failureOf(watch.next())).toMatchObject({ code: "INTERNAL" });
  });

  /** Yields once and then waits for ever, noting when it is cleaned up. */
  function waitingWatch() {
    const seen = { cleanedUp: false };
    async function* watchRuns(_: unknown, call: RpcCall) {
      try {
        yield {};
        await new Promise((_, reject) =>
          call.signal.addEventListener("abort", () => reject(call.signal.reason)),
        );
      } finally {
        seen.cleanedUp = true;
      }
    }
    return { seen, watchRuns };
  }

  test("that its reader leaves is cancelled, and the handler cleans up", async () => {
    const { seen, watchRuns } = waitingWatch();
    await using server = await startRunServer({ watchRuns });
    using client = connectRuns(server.address);
    for await (const _ of client.watchRuns({})) break;
    await until(() => seen.cleanedUp);
    expect(await server.callLogged("WatchRuns")).toMatchObject({ level: "info", code: "CANCELLED" });
  });

  test("is cancelled by the reader's signal", async () => {
    const { seen, watchRuns } = waitingWatch();
    await using server = await startRunServer({ watchRuns });
    using client = connectRuns(server.address);
    const controller = new AbortController();
    const watch = client.watchRuns({}, { signal: controller.signal });
    await watch.next();
    controller.abort();
    expect(await failureOf(watch.next())).toMatchObject({ code: "CANCELLED" });
    await until(() => seen.cleanedUp);
  });

  test("may have a deadline", async () => {
    await using server = await startRunServer({ watchRuns: waitingWatch().watchRuns });
    using client = connectRuns(server.address);
    const watch = client.watchRuns({}, { deadlineMs: 150 });
    await watch.next();
    expect(await failureOf(watch.next())).toMatchObject({ code: "DEADLINE_EXCEEDED" });
  });
});

test("interceptors stand around the handler in order, and one that throws refuses the call", async () => {
  const seen: string[] = [];
  await using server = await startRunServer(
    {
      getRun: async () => {
        seen.push("handler");
        return {};
      },
    },
    {
      interceptors: [
        async (call, next) => {
          seen.push(`first ${call.method} ${call.metadata.get("authorization")}`);
          await next();
          seen.push("first again");
        },
        async (call, next) => {
          if (call.metadata.get("authorization").length === 0) throw new Error("who are you?");
          await next();
        },
      ],
    },
  );
  using client = connectRuns(server.address, { headers: () => ({ authorization: "Bearer x" }) });
  await client.getRun({});
  expect(seen).toEqual(["first scheduler.v1.RunService/GetRun Bearer x", "handler", "first again"]);
  using stranger = connectRuns(server.address);
  expect(await failureOf(stranger.getRun({}))).toMatchObject({ code: "INTERNAL" });
});

test("a message is encoded as protobuf says", () => {
  const { requestSerialize, requestDeserialize, path } = methodDefinitionOf(RunService.method.getRun);
  const bytes = requestSerialize(create(GetRunRequestSchema, { id: "ü" }));
  expect([path, bytes.toString("hex")]).toEqual(["/scheduler.v1.RunService/GetRun", "0a02c3bc"]);
  expect(requestDeserialize(bytes)).toMatchObject({ id: "ü" });
});
