import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunEvent } from "@repo/core";
import { publishRunEvents } from "@repo/queue";
import type { Redis } from "ioredis";

const TICK_MS = 10;

function someEvent(index: number): RunEvent {
  const scheduleId = randomUUID();
  const now = new Date();
  return {
    runId: `${scheduleId}_${now.getTime()}`,
    scheduleId,
    scheduleName: `nightly report ${index}`,
    state: index % 2 === 0 ? "RUNNING" : "SUCCEEDED",
    message: "",
    attempt: 1,
    occurredAt: now,
    dueAt: now,
    fireAt: now,
    workerId: "worker-1",
  };
}

/** Publishes events as workers do, in small batches, at a steady rate. @returns how many */
export async function publishSteadily(
  redis: Redis,
  { perSecond, untilMs }: { perSecond: number; untilMs: number },
): Promise<number> {
  const startedAt = Date.now();
  let published = 0;
  while (Date.now() < untilMs) {
    // by the clock and not by the tick: a late timer is made up for
    const wanted = Math.floor(((Date.now() - startedAt) / 1_000) * perSecond) - published;
    if (wanted > 0) {
      await publishRunEvents(redis, () => Array.from({ length: wanted }, (_, i) => someEvent(published + i)));
      published += wanted;
    }
    await sleep(TICK_MS);
  }
  return published;
}

const BURST_MESSAGE = 10;

/** Publishes events as fast as Redis takes them. */
export async function publishBurst(redis: Redis, events: number): Promise<void> {
  for (let i = 0; i < events; i += BURST_MESSAGE) {
    const length = Math.min(BURST_MESSAGE, events - i);
    await publishRunEvents(redis, () => Array.from({ length }, (_, j) => someEvent(i + j)));
  }
}
