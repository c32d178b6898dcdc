import { expect, test } from "bun:test";
import { parseRedisUrl, redisUrlSetting } from "./redis-url.ts";

const plain = { username: undefined, password: undefined, isEncrypted: false };

test.each<[string, ReturnType<typeof parseRedisUrl>]>([
  ["redis://:secret@localhost:6379/2", { kind: "SERVER", url: "redis://:secret@localhost:6379/2" }],
  ["rediss://cache", { kind: "SERVER", url: "rediss://cache" }],
  ["redis+cluster://a", { kind: "CLUSTER", nodes: [{ host: "a", port: 6379 }], ...plain }],
  [
    "rediss+cluster://jobs:p%40ss@a:7000,b:7001,[::1]:7002/",
    {
      kind: "CLUSTER",
      nodes: [
        { host: "a", port: 7000 },
        { host: "b", port: 7001 },
        { host: "::1", port: 7002 },
      ],
      username: "jobs",
      password: "p@ss",
      isEncrypted: true,
    },
  ],
])("%s", (url, address) => {
  expect(parseRedisUrl(url)).toEqual(address);
});

test.each([
  ["another scheme", "http://a"],
  ["no host", "redis+cluster://"],
  ["an empty host among others", "redis+cluster://a,,b"],
  ["a port that is none", "redis+cluster://a:port"],
  ["a database, which a cluster does not have", "redis+cluster://a/3"],
])("%s is refused, and the text is not repeated", (_, url) => {
  const { error } = redisUrlSetting().safeParse(url);
  expect(error?.issues[0]?.message).toContain("redis+cluster://");
  expect(error?.issues[0]?.message).not.toContain(url === "redis+cluster://" ? "never" : url);
});
