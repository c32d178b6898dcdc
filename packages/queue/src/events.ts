import { RunEvent } from "@repo/core";
import { z } from "zod";
import { hasListeners, publish, type Subscription, subscribe } from "./channel.ts";
import { EVENTS_CHANNEL } from "./names.ts";
import type { RedisClient, RedisOptions } from "./redis.ts";

const PublishedRunEvent = RunEvent.extend({
  occurredAt: z.coerce.date(),
  dueAt: z.coerce.date(),
  fireAt: z.coerce.date(),
});

/** Announces changes of runs to those who listen; when nobody does, the events are not even made. */
export async function publishRunEvents(
  redis: RedisClient,
  makeEvents: () => readonly RunEvent[],
): Promise<void> {
  if (await hasListeners(redis, EVENTS_CHANNEL)) await publish(redis, EVENTS_CHANNEL, makeEvents());
}

/** Hears every change of every run from now on. */
export function subscribeRunEvents(
  options: RedisOptions & { onEvents: (events: RunEvent[]) => void },
): Subscription {
  const { onEvents: onMessages, ...redis } = options;
  return subscribe({ ...redis, channel: EVENTS_CHANNEL, schema: PublishedRunEvent, onMessages });
}
