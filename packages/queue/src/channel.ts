import type { Redis } from "ioredis";
import type { z } from "zod";
import { createWaitingRedis, type RedisOptions } from "./redis.ts";

/** Announces messages on a channel, many at once. Lost when nobody listens: a hint, never the truth. */
export async function publish(redis: Redis, channel: string, messages: readonly unknown[]): Promise<void> {
  if (messages.length > 0) await redis.publish(channel, JSON.stringify(messages));
}

export interface Subscription {
  close(): void;
}

export interface SubscribeOptions<Schema extends z.ZodType> extends RedisOptions {
  channel: string;
  schema: Schema;
  onMessages: (messages: z.output<Schema>[]) => void;
}

/** Listens to a channel on a connection of its own, which is set up again whenever it breaks. */
export async function subscribe<Schema extends z.ZodType>(
  options: SubscribeOptions<Schema>,
): Promise<Subscription> {
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
  await redis.subscribe(channel);
  return { close: () => redis.disconnect() };
}
