import { expect, test } from "bun:test";
import { createHarness, startHttpServer, startSocketServer } from "./targets-fixtures.ts";

const STOPPED = {
  ok: false,
  retryable: true,
  message: "the request was stopped before it had ended",
} as const;

test("a server that never answers is left when the attempt times out", async () => {
  const server = await startSocketServer(() => {});
  const result = await createHarness()({ url: server.origin }, { signal: AbortSignal.timeout(50) });
  expect(result).toEqual(STOPPED);
  await server.disconnected;
});

test("a body that never ends is left when the attempt times out", async () => {
  const server = await startSocketServer((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc");
  });
  const result = await createHarness()({ url: server.origin }, { signal: AbortSignal.timeout(50) });
  expect(result).toEqual(STOPPED);
  await server.disconnected;
});

test("cancelling while the request runs closes its connection", async () => {
  const controller = new AbortController();
  const server = await startHttpServer(() => controller.abort(new Error("cancelled")));
  expect(await createHarness()({ url: server.origin }, { signal: controller.signal })).toEqual(STOPPED);
  await server.disconnected;
});

test("a request that waits for a connection is stopped at once, and its place is given on", async () => {
  const { promise: firstArrived, resolve: reportFirst } = Promise.withResolvers<() => void>();
  const server = await startHttpServer((request, response) => {
    if (request.url === "/first") reportFirst(() => response.end());
    else response.end();
  });
  const execute = createHarness({ connectionsPerOrigin: 1 });
  const first = execute({ url: `${server.origin}/first` });
  const answerFirst = await firstArrived;

  // resolves although the only connection is still taken
  expect(await execute({ url: server.origin }, { signal: AbortSignal.timeout(20) })).toEqual(STOPPED);
  const third = execute({ url: server.origin });
  answerFirst();
  expect((await first).ok).toBe(true);
  expect((await third).ok).toBe(true);
});

test("nothing is sent when the attempt has ended before", async () => {
  const server = await startHttpServer((_, response) => response.end());
  expect(await createHarness()({ url: server.origin }, { signal: AbortSignal.abort() })).toEqual(STOPPED);
  expect(server.connections()).toBe(0);
});

test("stopping during name resolution does not wait for it", async () => {
  const resolveHost = () => new Promise<never>(() => {});
  const execute = createHarness({ resolveHost });
  const result = await execute({ url: "http://name.example/" }, { signal: AbortSignal.timeout(20) });
  expect(result).toEqual(STOPPED);
});
