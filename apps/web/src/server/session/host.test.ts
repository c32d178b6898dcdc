import { expect, test } from "bun:test";
import { clientAddressFrom, isLoopbackHost } from "./host.ts";

test.each<[string | null, boolean]>([
  ["localhost:3000", true],
  ["127.0.0.1", true],
  ["[::1]:3000", true],
  ["app.localhost", true],
  ["localhost.evil.example", false],
  ["127.0.0.1.evil.example", false],
  ["scheduler.example.com", false],
  [null, false],
])("%p is this machine: %p", (host, expected) => {
  expect(isLoopbackHost(host)).toBe(expected);
});

test.each<[string, string | null, number, string | undefined]>([
  ["nobody in front: the header is not believed", "1.2.3.4", 0, undefined],
  ["one proxy: what it has added", "6.6.6.6, 1.2.3.4", 1, "1.2.3.4"],
  ["two proxies: what the outer one has added", "6.6.6.6, 1.2.3.4, 10.0.0.1", 2, "1.2.3.4"],
  ["fewer entries than proxies", "1.2.3.4", 2, undefined],
  ["no header", null, 1, undefined],
])("%s", (_, header, proxies, expected) => {
  expect(clientAddressFrom(header, proxies)).toBe(expected);
});
