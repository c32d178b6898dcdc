import { describe, expect, test } from "bun:test";
import { createHarness, startHttpServer, startSocketServer } from "./targets-fixtures.ts";

const execute = (...args: Parameters<ReturnType<typeof createHarness>>) => createHarness()(...args);

describe("the status decides", () => {
  test.each([
    [200, [], "succeeds"],
    [204, [], "succeeds"],
    [299, [], "succeeds"],
    [404, [404], "succeeds"],
    [503, [503], "succeeds"],
    [302, [302], "succeeds"],
    [200, [201], "fails for good"],
    [304, [], "fails for good"],
    [400, [], "fails for good"],
    [401, [], "fails for good"],
    [404, [], "fails for good"],
    [408, [], "may be tried again"],
    [425, [], "may be tried again"],
    [429, [], "may be tried again"],
    [500, [], "may be tried again"],
    [503, [], "may be tried again"],
    [599, [], "may be tried again"],
  ])("%d when %p is expected: the attempt %s", async (status, expectedStatuses, outcome) => {
    const server = await startHttpServer((_, response) => {
      response.writeHead(status, { location: "/elsewhere" }).end();
    });
    const result = await execute({ url: server.origin, expectedStatuses });
    expect(result.ok ? "succeeds" : result.retryable ? "may be tried again" : "fails for good").toBe(outcome);
    expect(result.output?.status).toBe(status);
  });

  test("the message names what came and what was expected", async () => {
    const server = await startHttpServer((_, response) => response.writeHead(418).end());
    const { origin: url } = server;
    expect((await execute({ url })).message).toBe(
      "the server answered 418 I'm a Teapot; expected 200 to 299",
    );
    const expectedStatuses = [200, 201];
    expect((await execute({ url, expectedStatuses })).message).toEndWith("expected 200, 201");
  });
});

test("the request carries the definition, the payload and the identity of the attempt", async () => {
  const { promise: received, resolve } = Promise.withResolvers<object>();
  const server = await startHttpServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    resolve({ method: request.method, path: request.url, body, ...request.headers });
    response.end();
  });
  const target = {
    url: `${server.origin}/{{ schedule.name }}?a=1#top`,
    method: "POST",
    headers: { "X-Key": "k" },
  } as const;
  await execute(target, { payload: { due: "{{ run.dueAt }}" } });

  expect(await received).toMatchObject({
    method: "POST",
    path: "/nightly?a=1",
    body: '{"due":"2030-01-01T00:00:00.000Z"}',
    host: `127.0.0.1:${server.port}`,
    "content-type": "application/json",
    "content-length": "34",
    "user-agent": "distributed-scheduler",
    "x-key": "k",
    "idempotency-key": "0198c0de-0000-7000-8000-000000000001_1893456000000",
    "x-scheduler-run-id": "0198c0de-0000-7000-8000-000000000001_1893456000000",
    "x-scheduler-schedule-id": "0198c0de-0000-7000-8000-000000000001",
    "x-scheduler-due-at": "2030-01-01T00:00:00.000Z",
    "x-scheduler-attempt": "1",
  });
});

test("a template that is not understood fails for good and nothing is sent", async () => {
  const server = await startHttpServer((_, response) => response.end());
  expect(await execute({ url: `${server.origin}/{{ payload.id }}` })).toMatchObject({
    ok: false,
    retryable: false,
    message: expect.stringContaining("{{ payload.id }} is not known"),
  });
  expect(server.connections()).toBe(0);
});

describe("the response", () => {
  test("is recorded with its status, type and beginning", async () => {
    const server = await startHttpServer((_, response) => {
      response.writeHead(200, { "content-type": "text/plain" }).end("done\0");
    });
    expect((await execute({ url: server.origin })).output).toEqual({
      status: 200,
      durationMs: expect.any(Number),
      contentType: "text/plain",
      excerpt: "done\ufffd",
      truncated: false,
    });
  });

  test("is cut at 4 KiB, and the connection used again", async () => {
    const server = await startHttpServer((_, response) => response.end("x".repeat(60_000)));
    const execute = createHarness();
    for (let i = 0; i < 3; i += 1) {
      const { output } = await execute({ url: server.origin });
      expect(output).toMatchObject({ excerpt: "x".repeat(4_096), truncated: true });
    }
    expect(server.connections()).toBe(1);
  });

  test("that does not end is given up at 64 KiB, and the connection with it", async () => {
    const server = await startSocketServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const send = () => {
        while (!socket.destroyed && socket.write("x".repeat(16_384)));
      };
      socket.on("drain", send);
      send();
    });
    const result = await execute({ url: server.origin });
    expect(result).toMatchObject({ ok: true, output: { status: 200, truncated: true } });
    await server.disconnected;
  });

  test("with headers beyond 16 KiB is refused", async () => {
    const server = await startHttpServer((_, response) => {
      response.writeHead(200, { "x-large": "x".repeat(20_000) }).end();
    });
    const result = await execute({ url: server.origin });
    expect(result).toMatchObject({
      ok: false,
      message: expect.stringContaining("headers larger than 16 KiB"),
    });
  });

  test("that switches protocols is an answer, not a tunnel", async () => {
    const server = await startSocketServer((socket) => {
      socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n");
    });
    expect(await execute({ url: server.origin })).toMatchObject({
      ok: false,
      retryable: false,
      output: { status: 101 },
    });
    await server.disconnected;
  });
});

describe("the network", () => {
  test.each([
    ["that closes without an answer", "", "closed the connection before it had answered (ECONNRESET)"],
    [
      "that breaks off in the body",
      "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc",
      "closed the connection",
    ],
    ["that does not speak HTTP", "220 mail.example ESMTP\r\n", "does not speak HTTP (HPE_INVALID_CONSTANT)"],
  ])("%s may be tried again", async (_, answer, message) => {
    const server = await startSocketServer((socket) => socket.end(answer));
    const result = await execute({ url: server.origin });
    expect(result).toMatchObject({ ok: false, retryable: true });
    expect(result.message).toStartWith(`${server.origin} ${message}`);
  });

  test("that refuses the connection may be tried again, and its address is not told", async () => {
    const resolveHost = async () => [
      { address: "127.0.0.1", family: 4 },
      { address: "127.0.0.2", family: 4 },
    ];
    const result = await createHarness({ resolveHost })({ url: "http://name.example:1/" });
    expect(result).toEqual({
      ok: false,
      retryable: true,
      message: "http://name.example:1 refused the connection (ECONNREFUSED)",
    });
  });

  test("without the host's name may be tried again", async () => {
    const resolveHost = () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
    const result = await createHarness({ resolveHost })({ url: "http://name.example/" });
    expect(result).toMatchObject({ ok: false, retryable: true });
    expect(result.message).toBe(
      "http://name.example cannot be found: the host name has no address (ENOTFOUND)",
    );
  });
});
