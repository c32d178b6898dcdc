import { hashFraction } from "../hash.ts";
import type { CompiledTiming } from "./compiled-timing.ts";
import { nextDueSecond } from "./due-seconds.ts";

/**
 * When a due time fires: later by up to the schedule's jitter, by an amount fixed by schedule id and due time, and
 * always before the next due time. Without a schedule id it fires when it is due.
 */
export function fireAtOf(timing: CompiledTiming, dueAt: Date): Date {
  if (timing.jitter === 0 || timing.scheduleId === undefined) return dueAt;
  const dueSecond = Math.floor(dueAt.getTime() / 1_000);
  const roomMs = (nextDueSecond(timing, dueSecond + 1) - dueSecond) * 1_000 - 1;
  const largestMs = Math.min(timing.jitter, roomMs);
  const fraction = hashFraction(`${timing.scheduleId}/${dueSecond}`);
  return new Date(dueAt.getTime() + Math.floor(fraction * (largestMs + 1)));
}
