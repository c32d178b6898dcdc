import { expect, test } from "bun:test";
import { createHarness, startHttpServer, startSocketServer } from "./targets-fixtures.ts";

const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

test("requests to one origin use its connection again", async () => {
  const server = await startHttpServer((_, response) => response.end("ok"));
  const execute = createHarness();
  for (let i = 0; i < 20; i += 1) expect((await execute({ url: server.origin })).ok).toBe(true);
  expect(server.connections()).toBe(1);
});

test("no more connections are opened to an origin than configured", async () => {
  const server = await startHttpServer((_, response) => setImmediate(() => response.end("ok")));
  const execute = createHarness({ connectionsPerOrigin: 3 });
  const results = await Promise.all(Array.from({ length: 30 }, () => execute({ url: server.origin })));
  expect(results.every((result) => result.ok)).toBe(true);
  expect(server.connections()).toBe(3);
});

test("an idle connection that the server closed under the request is replaced by a new one", async () => {
  const seen = new WeakSet<object>();
  const server = await startSocketServer((socket) => {
    // each connection answers once and dies of the second request
    if (seen.has(socket)) socket.destroy();
    else socket.write(OK);
    seen.add(socket);
  });
  const execute = createHarness();
  for (let i = 0; i < 3; i += 1) {
    expect(await execute({ url: server.origin, method: "POST" })).toMatchObject({ ok: true });
  }
  expect(server.connections()).toBe(3);
});

test("the new one is really new, not the next idle one that the server closed too", async () => {
  const seen = new WeakSet<object>();
  const { promise: bothArrived, resolve: reportBoth } = Promise.withResolvers<void>();
  let connections = 0;
  const server = await startSocketServer(async (socket) => {
    if (seen.has(socket)) {
      socket.destroy();
      return;
    }
    seen.add(socket);
    connections += 1;
    if (connections === 2) reportBoth();
    await bothArrived;
    socket.write(OK);
  });
  const execute = createHarness();
  await Promise.all([execute({ url: server.origin }), execute({ url: server.origin })]);
  expect(await execute({ url: server.origin })).toMatchObject({ ok: true });
  expect(server.connections()).toBe(3);
});

test("a new connection that the server closes is not replaced", async () => {
  const server = await startSocketServer((socket) => socket.destroy());
  expect(await createHarness()({ url: server.origin, method: "POST" })).toMatchObject({
    ok: false,
    retryable: true,
  });
  expect(server.connections()).toBe(1);
});

test("a connection that broke off in the answer is not replaced", async () => {
  let requests = 0;
  const server = await startSocketServer((socket) => {
    requests += 1;
    if (requests === 1) socket.write(OK);
    else socket.end("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc");
  });
  const execute = createHarness();
  expect((await execute({ url: server.origin })).ok).toBe(true);
  expect(await execute({ url: server.origin })).toMatchObject({ ok: false, retryable: true });
  expect(requests).toBe(2);
});
