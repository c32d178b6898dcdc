import { Redis } from "ioredis";

export interface RedisOptions {
  url: string;
  /** Told of connection errors; ioredis goes on trying to reconnect. */
  onError: (error: Error) => void;
}

const MAX_RECONNECT_DELAY_MS = 2_000;
/**
 * A connection that has not answered for this long is made anew: a network that swallows everything breaks none by
 * itself. Longer than any answer takes, and than a consumer blocks.
 */
const SILENCE_MS = 15_000;

function retryStrategy(attempt: number): number {
  return Math.min(50 * 2 ** attempt, MAX_RECONNECT_DELAY_MS);
}

/** For commands that someone waits for: an unreachable or frozen Redis is an error soon, not a hanging call. */
export function createCommandRedis({ url, onError }: RedisOptions): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 5_000,
    retryStrategy,
  });
  redis.on("error", onError);
  return redis;
}

/** For connections that wait, such as a consumer's or a subscriber's: they outlive any outage. */
export function createWaitingRedis({ url, onError }: RedisOptions): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null, socketTimeout: SILENCE_MS, retryStrategy });
  redis.on("error", onError);
  return redis;
}

/** For a consumer: as a connection that waits, and what many jobs say to Redis at one moment goes as one message. */
export function createConsumerRedis({ url, onError }: RedisOptions): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    socketTimeout: SILENCE_MS,
    retryStrategy,
    enableAutoPipelining: true,
    // waits for the next job, on a connection that BullMQ makes of the same options
    autoPipeliningIgnoredCommands: ["bzpopmin"],
  });
  redis.on("error", onError);
  return redis;
}

/** Resolves when the connection can take commands. */
export async function whenReady(redis: Redis): Promise<void> {
  if (redis.status === "ready") return;
  const { promise, resolve } = Promise.withResolvers<void>();
  redis.once("ready", resolve);
  await promise;
}
