import { Redis } from "ioredis";
import type { z } from "zod";
import { createWaitingRedis, type RedisClient, type RedisOptions } from "./redis.ts";

/**
 * Announces messages on a channel, many at once. Lost when nobody listens: a hint, never the truth. In a cluster every
 * node passes them on, so it does not matter to which one anybody is connected.
 */
export async function publish(
  redis: RedisClient,
  channel: string,
  messages: readonly unknown[],
): Promise<void> {
  if (messages.length > 0) await redis.publish(channel, JSON.stringify(messages));
}

/** Whether anybody listens to a channel. A node of a cluster knows only its own listeners, so there it is taken for granted. */
export async function hasListeners(redis: RedisClient, channel: string): Promise<boolean> {
  if (!(redis instanceof Redis)) return true;
  const [[, listening], patterns] = await Promise.all([
    redis.pubsub("NUMSUB", channel) as Promise<[channel: string, count: number]>,
    redis.pubsub("NUMPAT") as Promise<unknown>,
  ]);
  return listening > 0 || Number(patterns) > 0;
}

export interface Subscription {
  /** Resolves when it hears everything from then on. */
  readonly whenListening: Promise<void>;
  close(): void;
}

export interface SubscribeOptions<Schema extends z.ZodType> extends RedisOptions {
  channel: string;
  schema: Schema;
  onMessages: (messages: z.output<Schema>[]) => void;
}

/** Often enough to notice a dead connection soon: one that only listens would never notice by itself. */
const PING_INTERVAL_MS = 5_000;

/**
 * Listens to a channel on a connection of its own, which is set up again whenever it breaks. Returns at once: a Redis
 * that is away when a process starts must not keep it from starting.
 */
export function subscribe<Schema extends z.ZodType>(options: SubscribeOptions<Schema>): Subscription {
  const { channel, schema, onMessages, onError } = options;
  const redis = createWaitingRedis(options);
  const messageList = schema.array();
  redis.on("message", (_channel, text) => {
    try {
      onMessages(messageList.parse(JSON.parse(text)));
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
    }
  });
  const pings = setInterval(() => redis.ping().catch(onError), PING_INTERVAL_MS);
  const whenListening = redis.subscribe(channel).then(() => undefined);
  whenListening.catch(onError);
  return {
    whenListening,
    close() {
      clearInterval(pings);
      redis.disconnect();
    },
  };
}
