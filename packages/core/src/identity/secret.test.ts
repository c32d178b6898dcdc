import { expect, test } from "bun:test";
import { mayBeSentTo } from "./secret.ts";

test.each([
  ["the host itself", "api.example.com", true],
  ["a host beneath it", "eu.api.example.com", true],
  ["the host with the final dot", "api.example.com.", true],
  ["a host that only ends like it", "evilapi.example.com", false],
  ["a host above it", "example.com", false],
  ["a host that begins with it", "api.example.com.evil.com", false],
])("a secret for api.example.com and %s", (_, host, expected) => {
  expect(mayBeSentTo(["api.example.com"], host)).toBe(expected);
});
