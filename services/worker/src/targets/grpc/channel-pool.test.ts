import { expect, test } from "bun:test";
import { connectivityState } from "@grpc/grpc-js";
import { createChannelPool } from "./channel-pool.ts";

const serverAt = (port: number) => ({
  host: "a.example",
  port,
  authority: `a.example:${port}`,
  target: `ipv4:127.0.0.1:${port}`,
  addresses: ["127.0.0.1"],
});
const isClosed = (client: { getChannel(): { getConnectivityState(connect: boolean): connectivityState } }) =>
  client.getChannel().getConnectivityState(false) === connectivityState.SHUTDOWN;

test("a server has one channel, one with TLS and one without", () => {
  const pool = createChannelPool();
  const first = pool.borrow(serverAt(1), true);
  expect(pool.borrow(serverAt(1), true).client).toBe(first.client);
  expect(pool.borrow(serverAt(1), false).client).not.toBe(first.client);
  expect(pool.borrow({ ...serverAt(1), target: "ipv4:127.0.0.2:1" }, true).client).not.toBe(first.client);
  expect(pool.size).toBe(3);
  pool.close();
  expect(isClosed(first.client)).toBe(true);
});

test("of too many, those that nobody has used for the longest are closed, and none that is in use", () => {
  const pool = createChannelPool();
  const used = pool.borrow(serverAt(1), true);
  const oldest = pool.borrow(serverAt(2), true);
  oldest[Symbol.dispose]();
  for (let port = 3; port <= 65; port++) pool.borrow(serverAt(port), true)[Symbol.dispose]();
  expect([pool.size, isClosed(used.client), isClosed(oldest.client)]).toEqual([64, false, true]);
  pool.close();
});
