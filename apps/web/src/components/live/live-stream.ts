import type { RunEvent } from "@repo/core";

/**
 * `LIVE`: events come as they happen. `CONNECTING`: not yet. `RECONNECTING`: not any more, it is tried again.
 * `POLLING`: tried in vain for a while, so pages are read again from time to time. `PAUSED`: nobody looks.
 */
export type LiveState = "LIVE" | "CONNECTING" | "RECONNECTING" | "POLLING" | "PAUSED";

/** Which runs somebody on the page wants to hear of. Nothing given: all. */
export interface RunFilter {
  scheduleIds?: readonly string[];
}

export interface RunEvents {
  events: RunEvent[];
  /** There were too many: read the runs again. */
  isIncomplete: boolean;
}

/** The address of the stream that serves several filters at once. */
export function streamUrl(filters: readonly RunFilter[]): string {
  const wantsAll = filters.some(({ scheduleIds }) => scheduleIds === undefined);
  const ids = new Set(filters.flatMap(({ scheduleIds }) => scheduleIds ?? []));
  if (wantsAll) return "/api/runs/events";
  // even then the page says whether it would hear of something
  if (ids.size === 0) return "/api/runs/events?schedules=none";
  return `/api/runs/events?schedules=${[...ids].toSorted().slice(0, 200).join(",")}`;
}

/** Whether an event is for a filter. */
export function matches({ scheduleIds }: RunFilter, { scheduleId }: RunEvent): boolean {
  return scheduleIds?.includes(scheduleId) ?? true;
}

/** JSON has no instants: what came as text becomes one again. */
export function parseRunEvents(json: string): RunEvents {
  return JSON.parse(json, (key, value) =>
    key.endsWith("At") && typeof value === "string" ? new Date(value) : value,
  );
}

const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 15_000;
/** After so many tries in vain pages are read again instead. */
export const TRIES_BEFORE_POLLING = 3;

/** @param chance between 0 and 1, so that not all browsers come back at once */
export function waitBeforeTry(tries: number, chance: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** tries, MAX_WAIT_MS) * (0.5 + chance / 2);
}
