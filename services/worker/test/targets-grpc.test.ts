import { beforeAll, describe, expect, test } from "bun:test";
import tls from "node:tls";
import { create, type Message, toBinary } from "@bufbuild/protobuf";
import { anyPack } from "@bufbuild/protobuf/wkt";
import { Metadata, status } from "@grpc/grpc-js";
import { GrpcTarget } from "@repo/core";
import { ErrorInfoSchema } from "@repo/proto/google/rpc/error_details_pb";
import { StatusSchema } from "@repo/proto/google/rpc/status_pb";
import { Health, HealthCheckResponseSchema } from "@repo/proto/grpc/health/v1/health_pb";
import {
  type GetScheduleRequest,
  GetScheduleResponseSchema,
  ScheduleService,
} from "@repo/proto/scheduler/v1/schedule_service_pb";
import {
  type ExecuteRequest,
  ExecuteResponseSchema,
  TaskHandlerService,
} from "@repo/proto/scheduler/v1/task_handler_pb";
import type { ResolveHost } from "../src/targets/http/guarded-lookup.ts";
import { createTargetRegistry, HttpAllowList, type ResolvedSecret } from "../src/targets/index.ts";
import { type Answer, type GrpcServerOptions, startGrpcServer, statusError } from "./grpc-server.ts";
import {
  type Attempt,
  cleanUpAfterTest,
  contextOf,
  startSocketServer,
  tellNotToCheckCertificates,
} from "./targets-fixtures.ts";
import { trusted, untrusted } from "./targets-tls-certificates.ts";

type Definition = Partial<GrpcTarget> & { address: string };
interface Harness {
  allow?: string;
  resolveHost?: ResolveHost;
  secrets?: ResolvedSecret[];
}

function createHarness({ allow = "127.0.0.0/8", resolveHost, secrets }: Harness = {}) {
  const registry = createTargetRegistry({
    ...(secrets && { secrets: async (names) => secrets.filter(({ name }) => names.includes(name)) }),
    http: { allow: HttpAllowList.parse(allow), connectionsPerOrigin: 1, ...(resolveHost && { resolveHost }) },
  });
  cleanUpAfterTest(() => registry.close());
  return (definition: Definition, attempt: Attempt = {}) =>
    registry.execute(GrpcTarget.parse({ type: "grpc", plaintext: true, ...definition }), contextOf(attempt));
}

const EXECUTE = "scheduler.v1.TaskHandlerService/Execute";
const OK: Answer = () => create(ExecuteResponseSchema, {});
const startTaskHandler = (answer: Answer, options: Partial<GrpcServerOptions> = {}) =>
  startGrpcServer({ services: [TaskHandlerService], answers: { [EXECUTE]: answer }, ...options });

describe("TaskHandlerService", () => {
  test("is told which run it is, and what it answers is kept", async () => {
    let received: ExecuteRequest | undefined;
    const server = await startTaskHandler((request) => {
      received = request as ExecuteRequest;
      return create(ExecuteResponseSchema, { output: { rows: 3, list: ["a"] }, message: "three rows" });
    });
    const result = await createHarness()(
      { address: `127.0.0.1:${server.port}`, metadata: { region: "eu-{{ run.attempt }}" } },
      { payload: { due: "{{ run.dueAt }}" } },
    );
    expect(result).toEqual({ ok: true, message: "three rows", output: { rows: 3, list: ["a"] } });
    const { run } = contextOf();
    expect(received).toMatchObject({
      runId: run.id,
      scheduleId: run.scheduleId,
      scheduleName: "nightly",
      dueAt: { seconds: 1_893_456_000n },
      fireAt: { seconds: 1_893_456_000n },
      attempt: 1,
      payload: { due: "2030-01-01T00:00:00.000Z" },
    });
    expect(server.calls[0]?.getMap()).toMatchObject({
      region: "eu-1",
      "idempotency-key": run.id,
      "x-scheduler-run-id": run.id,
      "x-scheduler-due-at": "2030-01-01T00:00:00.000Z",
      "x-scheduler-attempt": "1",
    });
  });

  test("may answer nothing, and get no payload", async () => {
    let received: ExecuteRequest | undefined;
    const server = await startTaskHandler((request) => {
      received = request as ExecuteRequest;
      return create(ExecuteResponseSchema, {});
    });
    expect(await createHarness()({ address: `dns:///127.0.0.1:${server.port}` })).toEqual({
      ok: true,
      message: "",
    });
    expect(received?.payload).toBeUndefined();
  });

  test("is called before the attempt times out, or not at all", async () => {
    let deadline: unknown;
    const server = await startTaskHandler((_, call) => {
      deadline = call.getDeadline();
      return create(ExecuteResponseSchema, {});
    });
    await createHarness()({ address: `127.0.0.1:${server.port}` });
    const left = Number(deadline) - Date.now();
    expect(left).toBeGreaterThan(50_000);
    expect(left).toBeLessThanOrEqual(60_000);
  });
});

describe("the status decides", () => {
  test.each<[keyof typeof status, string]>([
    ["CANCELLED", "may be tried again"],
    ["UNKNOWN", "may be tried again"],
    ["DEADLINE_EXCEEDED", "may be tried again"],
    ["RESOURCE_EXHAUSTED", "may be tried again"],
    ["ABORTED", "may be tried again"],
    ["INTERNAL", "may be tried again"],
    ["UNAVAILABLE", "may be tried again"],
    ["INVALID_ARGUMENT", "fails for good"],
    ["NOT_FOUND", "fails for good"],
    ["ALREADY_EXISTS", "fails for good"],
    ["PERMISSION_DENIED", "fails for good"],
    ["FAILED_PRECONDITION", "fails for good"],
    ["OUT_OF_RANGE", "fails for good"],
    ["UNIMPLEMENTED", "fails for good"],
    ["DATA_LOSS", "fails for good"],
    ["UNAUTHENTICATED", "fails for good"],
  ])("%s: the attempt %s", async (code, outcome) => {
    const server = await startTaskHandler(() => {
      throw statusError(status[code], "no paper");
    });
    const result = await createHarness()({ address: `127.0.0.1:${server.port}` });
    expect(result.ok || result.retryable ? "may be tried again" : "fails for good").toBe(outcome);
    expect(result).toMatchObject({
      ok: false,
      message: `127.0.0.1:${server.port} answered ${code}: no paper`,
    });
    // not by gRPC itself
    expect(server.calls).toHaveLength(1);
  });

  test.each([
    ["false", status.UNAVAILABLE, false],
    ["true", status.NOT_FOUND, true],
    ["perhaps", status.NOT_FOUND, false],
  ])("unless a google.rpc.ErrorInfo says retryable: %s", async (retryable, code, expected) => {
    const server = await startTaskHandler(() => {
      const info = create(ErrorInfoSchema, { reason: "PAPER", metadata: { retryable } });
      const packed = create(StatusSchema, { code, details: [anyPack(ErrorInfoSchema, info)] });
      const metadata = new Metadata();
      metadata.set("grpc-status-details-bin", Buffer.from(toBinary(StatusSchema, packed)));
      throw statusError(code, "no paper", metadata);
    });
    const result = await createHarness()({ address: `127.0.0.1:${server.port}` });
    expect(result).toMatchObject({ ok: false, retryable: expected });
  });
});

describe("an attempt that is cut short", () => {
  test("cancels the call", async () => {
    const abort = new AbortController();
    const { promise: cancelled, resolve } = Promise.withResolvers<void>();
    const server = await startTaskHandler((_, call) => {
      call.on("cancelled", () => resolve());
      abort.abort();
      return new Promise<Message>(() => undefined);
    });
    const given = { signal: abort.signal };
    const result = await createHarness()({ address: `127.0.0.1:${server.port}` }, given);
    expect(result).toMatchObject({ ok: false, retryable: true });
    await cancelled;
  });

  test("before it has begun makes none", async () => {
    const server = await startTaskHandler(OK);
    for (const rpc of [EXECUTE, "grpc.health.v1.Health/Check"]) {
      const given = { signal: AbortSignal.abort() };
      const result = await createHarness()({ address: `127.0.0.1:${server.port}`, rpc }, given);
      expect(result.ok).toBe(false);
    }
    expect(server.calls).toEqual([]);
  });
});

describe("a method that reflection describes", () => {
  const rpc = "scheduler.v1.ScheduleService/GetSchedule";
  const answers: GrpcServerOptions["answers"] = {
    [rpc]: (request) =>
      create(GetScheduleResponseSchema, {
        schedule: {
          id: (request as GetScheduleRequest).id,
          definition: { name: "a", payload: { deep: [1] }, attemptTimeout: { seconds: 90n } },
          createdAt: { seconds: 1n },
        },
      }),
    "grpc.health.v1.Health/Check": () => create(HealthCheckResponseSchema, { status: 1 }),
  };
  const start = (options: Partial<GrpcServerOptions> = {}) =>
    startGrpcServer({ services: [ScheduleService, Health], answers, reflection: ["v1"], ...options });

  test.each([["v1"], ["v1alpha"]] as const)("is called with JSON, by %s", async (version) => {
    const server = await start({ reflection: [version] });
    const result = await createHarness()({
      address: `127.0.0.1:${server.port}`,
      rpc,
      request: '{ "id": "{{ run.id }}" }',
    });
    expect(result).toMatchObject({
      ok: true,
      output: {
        schedule: {
          id: contextOf().run.id,
          definition: { name: "a", payload: { deep: [1] }, attemptTimeout: "90s" },
          createdAt: "1970-01-01T00:00:01Z",
        },
      },
    });
    // one file imports the others, which are asked for one by one
    expect(server.questions).toContain("google/protobuf/struct.proto");
  });

  test("is not described anew for every call", async () => {
    const server = await start();
    const execute = createHarness();
    await execute({ address: `127.0.0.1:${server.port}`, rpc });
    const asked = server.questions.length;
    await execute({ address: `127.0.0.1:${server.port}`, rpc });
    expect([server.questions.length, server.calls.length]).toEqual([asked, 2]);
  });

  test("gets the payload when no request is given", async () => {
    const server = await start();
    const address = `127.0.0.1:${server.port}`;
    const result = await createHarness()({ address, rpc }, { payload: { id: "of the payload" } });
    expect(result).toMatchObject({ ok: true, output: { schedule: { id: "of the payload" } } });
    const health = "grpc.health.v1.Health/Check";
    expect(await createHarness()({ address, rpc: health })).toMatchObject({ output: { status: "SERVING" } });
  });

  test.each<[string, Partial<GrpcTarget>, string]>([
    ["a service that is not there", { rpc: "a.b/C" }, "does not describe it: nothing is known of a.b"],
    [
      "a method that is not there",
      { rpc: "grpc.health.v1.Health/Chek" },
      "has no method grpc.health.v1.Health/Chek",
    ],
    ["a stream", { rpc: "grpc.health.v1.Health/Watch" }, "is a server streaming method; only unary ones"],
    [
      "a request that does not fit",
      { rpc, request: '{ "ids": 1 }' },
      "request: is no scheduler.v1.GetScheduleRequest",
    ],
    ["a request that is no JSON", { rpc, request: "{" }, "request: is not JSON"],
  ])("fails for good: %s", async (_, part, message) => {
    const server = await start();
    const result = await createHarness()({ address: `127.0.0.1:${server.port}`, ...part });
    expect(result).toMatchObject({ ok: false, retryable: false, message: expect.stringContaining(message) });
    expect(server.calls).toEqual([]);
  });

  test("fails for good without reflection, with the remedy", async () => {
    const server = await start({ reflection: [] });
    const result = await createHarness()({ address: `127.0.0.1:${server.port}`, rpc });
    expect(result).toMatchObject({
      ok: false,
      retryable: false,
      message: `rpc: 127.0.0.1:${server.port} offers no reflection, by which other methods are known; turn it on there, or implement scheduler.v1.TaskHandlerService`,
    });
  });

  test("fails for good when the description is incomplete", async () => {
    const server = await start({ hidden: ["google/protobuf/struct.proto"] });
    const result = await createHarness()({ address: `127.0.0.1:${server.port}`, rpc });
    expect(result).toMatchObject({
      ok: false,
      retryable: false,
      message: expect.stringContaining("nothing is known of google/protobuf/struct.proto"),
    });
  });
});

describe("addresses", () => {
  const REFUSED = {
    ok: false,
    retryable: false,
    message: expect.stringContaining("which targets may not reach unless the operator allows it"),
  };

  test.each(["127.0.0.1", "localhost", "dns:///127.0.0.1", "[::ffff:127.0.0.1]", "[::1]", "2130706433"])(
    "%s is refused without permission, and no connection is made",
    async (host) => {
      const server = await startSocketServer(() => undefined);
      const result = await createHarness({ allow: "" })({ address: `${host}:${server.port}` });
      expect(result).toEqual(REFUSED);
      expect(server.connections()).toBe(0);
    },
  );

  test("a name is connected to the address that was checked", async () => {
    const server = await startTaskHandler(OK);
    const asked: string[] = [];
    const resolveHost = async (host: string) => {
      asked.push(host);
      return [{ address: asked.length === 1 ? "127.0.0.1" : "203.0.113.1", family: 4 }];
    };
    const result = await createHarness({ resolveHost })({ address: `Rebind.example:${server.port}` });
    expect(result).toMatchObject({ ok: true });
    expect(asked).toEqual(["rebind.example"]);
  });

  test("a later answer is checked again, although a channel is open", async () => {
    const server = await startTaskHandler(OK);
    const answers = ["127.0.0.1", "127.9.9.9"];
    const resolveHost = async () => [{ address: answers.shift() ?? "", family: 4 }];
    const execute = createHarness({ allow: "127.0.0.1", resolveHost });
    const address = `rebind.example:${server.port}`;
    expect(await execute({ address })).toMatchObject({ ok: true });
    expect(await execute({ address })).toEqual(REFUSED);
    expect(server.calls).toHaveLength(1);
  });

  test("one bad address of several refuses all", async () => {
    const resolveHost = async () => [
      { address: "203.0.114.1", family: 4 },
      { address: "::ffff:169.254.169.254", family: 6 },
    ];
    expect(await createHarness({ resolveHost })({ address: "mixed.example:1" })).toEqual(REFUSED);
  });

  test("a proxy of the environment is not asked", async () => {
    const proxy = await startSocketServer(() => undefined);
    const before = process.env.grpc_proxy;
    process.env.grpc_proxy = `http://127.0.0.1:${proxy.port}`;
    cleanUpAfterTest(() => {
      if (before === undefined) delete process.env.grpc_proxy;
      else process.env.grpc_proxy = before;
    });
    const server = await startTaskHandler(OK);
    expect(await createHarness()({ address: `127.0.0.1:${server.port}` })).toMatchObject({ ok: true });
    expect(proxy.connections()).toBe(0);
  });

  test("a server that is not there may be there later; its address is not told", async () => {
    const resolveHost = async () => [{ address: "127.0.0.1", family: 4 }];
    // nobody listens at it, and nobody who is not root can
    const result = await createHarness({ resolveHost })({ address: "away.example:1" });
    expect(result).toMatchObject({ ok: false, retryable: true });
    expect(result.message).toStartWith("away.example:1 answered UNAVAILABLE");
    expect(result.message).toContain("ECONNREFUSED");
    expect(result.message).not.toContain("127.0.0.1");
  });

  test("a name that is not found may be found later", async () => {
    const resolveHost = async () => {
      throw Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" });
    };
    expect(await createHarness({ resolveHost })({ address: "none.example:1" })).toEqual({
      ok: false,
      retryable: true,
      message: "none.example:1 cannot be found: name resolution failed (ENOTFOUND)",
    });
  });

  test("calls to one server share a connection", async () => {
    const peers = new Set<string>();
    const server = await startTaskHandler((_, call) => {
      peers.add(call.getPeer());
      return create(ExecuteResponseSchema, {});
    });
    const execute = createHarness();
    await Promise.all([1, 2, 3].map(() => execute({ address: `127.0.0.1:${server.port}` })));
    await execute({ address: `127.0.0.1:${server.port}` });
    expect(server.calls).toHaveLength(4);
    expect(peers.size).toBe(1);
  });
});

describe("with TLS", () => {
  const resolveHost = async () => [{ address: "127.0.0.1", family: 4 }];
  beforeAll(() => {
    // for the rest of the process: this cannot be taken back
    tls.setDefaultCACertificates([...tls.getCACertificates("default"), trusted.cert]);
  });

  test("the name of the address is asked for and checked, although the address is pinned", async () => {
    const server = await startTaskHandler(OK, { tls: trusted });
    const execute = createHarness({ resolveHost });
    const address = `name.example:${server.port}`;
    expect(await execute({ address, plaintext: false })).toMatchObject({ ok: true });
    expect(await execute({ address: `other.example:${server.port}`, plaintext: false })).toMatchObject({
      ok: false,
      retryable: true,
    });
    expect(server.calls).toHaveLength(1);
  });

  test("a certificate that nobody vouches for is refused, whatever the environment says", async () => {
    tellNotToCheckCertificates();
    const server = await startTaskHandler(OK, { tls: untrusted });
    const execute = createHarness({ resolveHost });
    expect(await execute({ address: `name.example:${server.port}`, plaintext: false })).toMatchObject({
      ok: false,
      retryable: true,
    });
    expect(server.calls).toEqual([]);
  });
});

describe("a secret", () => {
  const secret = { name: "API_KEY", hosts: ["127.0.0.1"], value: "correct-horse-battery" };
  const metadata = { authorization: "Bearer {{ secrets.API_KEY }}" };

  test("goes along in the metadata and comes back masked", async () => {
    const server = await startTaskHandler((_, call) =>
      create(ExecuteResponseSchema, { output: { key: String(call.metadata.get("authorization")[0]) } }),
    );
    const execute = createHarness({ secrets: [secret] });
    const result = await execute({ address: `127.0.0.1:${server.port}`, metadata });
    expect(server.calls[0]?.get("authorization")).toEqual(["Bearer correct-horse-battery"]);
    expect(result).toMatchObject({ ok: true, output: { key: "Bearer [secret]" } });
  });

  test("is not sent to a host that it was not stored for", async () => {
    const server = await startTaskHandler(OK);
    const execute = createHarness({ secrets: [{ ...secret, hosts: ["api.example"] }] });
    expect(await execute({ address: `127.0.0.1:${server.port}`, metadata })).toEqual({
      ok: false,
      retryable: false,
      message: "the secret API_KEY may not be sent to 127.0.0.1, only to api.example",
    });
    expect(server.calls).toEqual([]);
  });
});

test("metadata that a value would break fails for good", async () => {
  const server = await startTaskHandler(OK);
  const execute = createHarness();
  const address = `127.0.0.1:${server.port}`;
  const given = { payload: { x: "a\nb" } };
  expect(await execute({ address, metadata: { key: "{{ payload.x }}" } }, given)).toEqual({
    ok: false,
    retryable: false,
    message: "metadata.key: would be more than printable ASCII",
  });
});
