import type { RunEvent } from "@repo/core";
import { publishRunEvents } from "@repo/queue";
import type { Dependencies } from "../dependencies.ts";

/** Tells those who watch. Events are hints: that Redis cannot be told is no reason to fail what is committed. */
export async function announce(
  { producer, logger }: Dependencies,
  events: readonly RunEvent[],
): Promise<void> {
  await publishRunEvents(producer.redis, () => events).catch((err: unknown) => {
    logger.warn({ err, events: events.length }, "run events were not published");
  });
}
