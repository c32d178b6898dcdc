import { expect, test } from "bun:test";
import { readHosts } from "./read-hosts.ts";

test.each([
  ["one a line", "api.example.com\nexample.org\n", ["api.example.com", "example.org"]],
  ["separated by commas", "api.example.com, example.org", ["api.example.com", "example.org"]],
  ["the same twice", "example.org example.org", ["example.org"]],
  ["nothing", "  \n", []],
])("%s", (_, text, hosts) => {
  expect(readHosts(text)).toEqual(hosts);
});
