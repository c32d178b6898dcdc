import { z } from "zod";

/** Where Redis is: one server, or a cluster that is found through any of its nodes. */
export type RedisAddress =
  | { kind: "SERVER"; url: string }
  | {
      kind: "CLUSTER";
      nodes: { host: string; port: number }[];
      username: string | undefined;
      password: string | undefined;
      isEncrypted: boolean;
    };

const CLUSTER_URL = /^(rediss?)\+cluster:\/\/(?:([^@/]*)@)?([^@/?#]+)\/?$/;
const DEFAULT_PORT = 6379;

/**
 * Reads `redis://user:password@host:port/database`, or for a cluster
 * `redis+cluster://user:password@host:port,host:port`; `rediss` in place of `redis` encrypts.
 *
 * @returns undefined when the text is no such URL
 */
export function parseRedisUrl(text: string): RedisAddress | undefined {
  if (/^rediss?:\/\//.test(text)) return URL.canParse(text) ? { kind: "SERVER", url: text } : undefined;
  const [, scheme, credentials = "", hosts = ""] = CLUSTER_URL.exec(text) ?? [];
  if (scheme === undefined) return undefined;
  const urls = hosts
    .split(",")
    .map((host) => URL.parse(`redis://${credentials && `${credentials}@`}${host}`));
  const [first] = urls;
  if (!first || !urls.every((url) => url !== null && url.hostname !== "")) return undefined;
  return {
    kind: "CLUSTER",
    nodes: urls.flatMap((url) => (url === null ? [] : [nodeOf(url)])),
    username: decodeURIComponent(first.username) || undefined,
    password: decodeURIComponent(first.password) || undefined,
    isEncrypted: scheme === "rediss",
  };
}

function nodeOf({ hostname, port }: URL): { host: string; port: number } {
  // brackets belong to the URL of an IPv6 address, not to the address
  return { host: hostname.replace(/^\[(.*)\]$/, "$1"), port: port === "" ? DEFAULT_PORT : Number(port) };
}

/** The setting `REDIS_URL`; it may hold a password and is never shown. */
export function redisUrlSetting() {
  const expected =
    "must be a URL such as redis://user:password@host:port, or redis+cluster://user:password@host:port,host:port for a cluster; rediss encrypts";
  return z.string(expected).refine((text) => parseRedisUrl(text) !== undefined, expected);
}
