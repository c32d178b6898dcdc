import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { connect, createServer, type Server, type Socket } from "node:net";
import { eventually } from "../src/eventually.ts";
import { type FaultProxy, startFaultProxy } from "../src/fault-proxy.ts";

let echo: Server;
let proxy: FaultProxy;
const clients: Client[] = [];

beforeEach(async () => {
  echo = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => void echo.listen(0, "127.0.0.1", resolve));
  const address = echo.address();
  proxy = await startFaultProxy({ targetPort: typeof address === "object" ? (address?.port ?? 0) : 0 });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.destroy();
  await proxy.close();
  echo.close();
});

interface Client {
  socket: Socket;
  received(): string;
  failure(): string | undefined;
  isClosed(): boolean;
}

function openClient(): Client {
  let received = "";
  let failure: string | undefined;
  let isClosed = false;
  const socket = connect(proxy.port, "127.0.0.1");
  socket.on("data", (chunk) => {
    received += chunk.toString();
  });
  socket.on("error", (error) => {
    failure = "code" in error ? String(error.code) : error.message;
  });
  socket.on("close", () => {
    isClosed = true;
  });
  const client = { socket, received: () => received, failure: () => failure, isClosed: () => isClosed };
  clients.push(client);
  return client;
}

const receives = (client: Client, text: string) =>
  eventually(() => client.received() === text, {
    withinMs: 2_000,
    describe: `the echo of ${text.slice(0, 20)}`,
  });

async function staysSilent(client: Client, forMs: number): Promise<void> {
  const before = client.received();
  await Bun.sleep(forMs);
  expect(client.received()).toBe(before);
}

describe("the fault proxy", () => {
  test("passes everything on, large messages too", async () => {
    const client = openClient();
    const text = "0123456789".repeat(200_000);
    client.socket.write(text);
    await receives(client, text);
  });

  test("passes on the end of a connection, from either side", async () => {
    const client = openClient();
    client.socket.end("last words");
    await eventually(client.isClosed, { withinMs: 2_000, describe: "the connection to close" });
    expect(client.received()).toBe("last words");
    await eventually(() => proxy.connectionCount() === 0, { withinMs: 2_000, describe: "no connection" });
  });

  test("refuses new connections, keeps the open ones, and accepts again after healing", async () => {
    const open = openClient();
    open.socket.write("a");
    await receives(open, "a");
    await proxy.refuse();
    const refused = openClient();
    await eventually(() => refused.failure() === "ECONNREFUSED", { withinMs: 2_000, describe: "a refusal" });
    open.socket.write("b");
    await receives(open, "ab");

    await proxy.heal();
    const next = openClient();
    next.socket.write("c");
    await receives(next, "c");
  });

  test("stalls open and new connections without closing them, and delivers all after healing", async () => {
    const open = openClient();
    open.socket.write("a");
    await receives(open, "a");
    proxy.stall();
    const next = openClient();
    await eventually(() => proxy.connectionCount() === 2, {
      withinMs: 2_000,
      describe: "the second connection",
    });
    open.socket.write("b");
    next.socket.write("c");
    await staysSilent(open, 150);
    expect([open.isClosed(), next.isClosed(), next.received()]).toEqual([false, false, ""]);

    await proxy.heal();
    await receives(open, "ab");
    await receives(next, "c");
  });

  test("delays each way, and keeps the order", async () => {
    const client = openClient();
    client.socket.write("x");
    await receives(client, "x");
    proxy.delay(60);
    const since = performance.now();
    for (const letter of "abcdef") client.socket.write(letter);
    await receives(client, "xabcdef");
    expect(performance.now() - since).toBeGreaterThanOrEqual(119);
  });

  test("cuts open connections with a reset and takes new ones", async () => {
    const cut = openClient();
    cut.socket.write("a");
    await receives(cut, "a");
    proxy.cut();
    await eventually(cut.isClosed, { withinMs: 2_000, describe: "the connection to break" });
    expect(cut.failure()).toBe("ECONNRESET");
    const next = openClient();
    next.socket.write("b");
    await receives(next, "b");
  });

  test("is refused, and says so, when its target is down", async () => {
    echo.close();
    const client = openClient();
    await eventually(client.isClosed, { withinMs: 2_000, describe: "the connection to break" });
  });
});
