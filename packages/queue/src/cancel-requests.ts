import { z } from "zod";
import { publish, type Subscription, subscribe } from "./channel.ts";
import { CANCEL_CHANNEL } from "./names.ts";
import type { RedisClient, RedisOptions } from "./redis.ts";

/** Asks the worker of a running attempt to stop it. The request is in Postgres too, where a deaf worker finds it. */
export const CancelRequest = z.object({
  scheduleId: z.uuid(),
  dueAt: z.coerce.date(),
  attempt: z.int(),
  reason: z.enum(["CANCELLED_BY_REQUEST", "CANCELLED_BY_OVERLAP"]),
});
export type CancelRequest = z.output<typeof CancelRequest>;

export function publishCancelRequests(redis: RedisClient, requests: readonly CancelRequest[]): Promise<void> {
  return publish(redis, CANCEL_CHANNEL, requests);
}

export function subscribeCancelRequests(
  options: RedisOptions & { onRequests: (requests: CancelRequest[]) => void },
): Subscription {
  const { onRequests: onMessages, ...redis } = options;
  return subscribe({ ...redis, channel: CANCEL_CHANNEL, schema: CancelRequest, onMessages });
}
