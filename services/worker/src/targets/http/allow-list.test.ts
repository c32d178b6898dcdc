import { expect, test } from "bun:test";
import ipaddr from "ipaddr.js";
import { allowsAddress, allowsName, HttpAllowList } from "./allow-list.ts";

const list = HttpAllowList.parse(" 127.0.0.0/8,10.1.2.3, fd00:1::/32,::1,Svc.Cluster.Local., localhost,");

test.each([
  ["127.9.9.9", true],
  ["128.0.0.1", false],
  ["10.1.2.3", true],
  ["10.1.2.4", false],
  ["fd00:1:2::3", true],
  ["fd00:2::3", false],
  ["::1", true],
  ["::2", false],
])("the address %s is allowed: %p", (address, expected) => {
  expect(allowsAddress(list, ipaddr.parse(address))).toBe(expected);
});

test.each([
  ["svc.cluster.local", true],
  ["api.default.SVC.cluster.local.", true],
  ["evilsvc.cluster.local", false],
  ["svc.cluster.local.evil.com", false],
  ["cluster.local", false],
  ["localhost", true],
])("the name %s is allowed: %p", (name, expected) => {
  expect(allowsName(list, name)).toBe(expected);
});

test("an empty list allows nothing", () => {
  expect(HttpAllowList.parse("")).toEqual({ networks: [], names: [] });
});

test.each([
  ["10.0.0.0/33", '"10.0.0.0/33" is neither an address nor a network nor a host name'],
  ["10.0.0", '"10.0.0" is neither'],
  ["0x7f000001", '"0x7f000001" is neither'],
  ["300.1.1.1", '"300.1.1.1" is neither'],
  ["*.example.com", "a host name includes all names beneath it"],
  ["http://example.com", "is a URL"],
  ["a b", '"a b" is neither'],
  ["127.0.0.1:8080", "is neither"],
])("refuses %s", (text, message) => {
  const result = HttpAllowList.safeParse(`127.0.0.1,${text}`);
  expect(result.error?.issues.map((issue) => issue.message).join()).toContain(message);
});
