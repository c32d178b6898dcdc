import { Cluster, type ClusterOptions, Redis } from "ioredis";
import { parseRedisUrl, type RedisAddress } from "./redis-url.ts";

export interface RedisOptions {
  /** See {@link parseRedisUrl}. */
  url: string;
  /** Told of connection errors; ioredis goes on trying to reconnect. */
  onError: (error: Error) => void;
}

/** A connection to one server, or to all nodes of a cluster. */
export type RedisClient = Redis | Cluster;

const MAX_RECONNECT_DELAY_MS = 2_000;
/**
 * A connection that has not answered for this long is made anew: a network that swallows everything breaks none by
 * itself. Longer than any answer takes, and than a consumer blocks.
 */
const SILENCE_MS = 15_000;
/** How often a cluster is asked who serves what; a command that meets the wrong node asks at once. */
const TOPOLOGY_REFRESH_MS = 2_000;

function retryStrategy(attempt: number): number {
  return Math.min(50 * 2 ** attempt, MAX_RECONNECT_DELAY_MS);
}

/** For commands that someone waits for: an unreachable or frozen Redis is an error soon, not a hanging call. */
export function createCommandRedis(options: RedisOptions): RedisClient {
  return connect(options, { enableOfflineQueue: false }, { maxRetriesPerRequest: 1, commandTimeout: 5_000 });
}

/** For connections that wait, such as a consumer's or a subscriber's: they outlive any outage. */
export function createWaitingRedis(options: RedisOptions): RedisClient {
  return connect(
    options,
    { enableOfflineQueue: true },
    { maxRetriesPerRequest: null, socketTimeout: SILENCE_MS },
  );
}

function connect(
  { url, onError }: RedisOptions,
  client: { enableOfflineQueue: boolean },
  connection: NonNullable<ClusterOptions["redisOptions"]>,
): RedisClient {
  const address = parseRedisUrl(url);
  if (address === undefined) throw new Error("the URL of Redis is malformed");
  if (address.kind === "SERVER") {
    const redis = new Redis(address.url, { ...connection, ...client, retryStrategy });
    return redis.on("error", onError);
  }
  const cluster = new Cluster(address.nodes, {
    ...client,
    clusterRetryStrategy: retryStrategy,
    slotsRefreshInterval: TOPOLOGY_REFRESH_MS,
    // names are left to the connection: a certificate is for the name, not for the address behind it
    dnsLookup: (name, done) => done(null, name),
    redisOptions: { ...connection, ...credentialsOf(address) },
  });
  return cluster.on("error", onError).on("node error", onError);
}

function credentialsOf({ username, password, isEncrypted }: Extract<RedisAddress, { kind: "CLUSTER" }>) {
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(isEncrypted && { tls: {} }),
  };
}

/** Resolves when the connection can take commands. */
export async function whenReady(redis: RedisClient): Promise<void> {
  if (redis.status === "ready") return;
  const { promise, resolve } = Promise.withResolvers<void>();
  redis.once("ready", resolve);
  await promise;
}
