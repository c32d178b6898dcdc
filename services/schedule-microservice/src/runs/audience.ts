import type { RunEvent, RunState } from "@repo/core";
import { encodeRunEvent } from "@repo/proto";
import { type WatchRunsResponse, WatchRunsResponseSchema } from "@repo/proto/scheduler/v1/run_service_pb";
import { sharedAnswer, type WatcherQueue } from "@repo/runtime/rpc/server";

export interface WatchFilter {
  scheduleId: string | undefined;
  /** Empty: all. */
  states: RunState[];
}

/** Filters that let the same events through have the same key. */
export function audienceKeyOf({ scheduleId, states }: WatchFilter): string {
  return `${scheduleId ?? ""} ${[...states].sort().join()}`;
}

/** Events of one message: a burst reaches its watchers in several. */
const EVENTS_PER_MESSAGE = 500;

/** The watchers that wait for the same events: what one is told, all are, and it is encoded once. */
export interface Audience {
  readonly watchers: Set<WatcherQueue<WatchRunsResponse>>;
  /** Keeps those of the events that pass the filter. */
  hear(events: readonly RunEvent[]): void;
  /** Tells the watchers what was heard since the last time. */
  tell(): void;
}

export function createAudience({ scheduleId, states }: WatchFilter): Audience {
  const watchers = new Set<WatcherQueue<WatchRunsResponse>>();
  const wanted = new Set(states);
  let heard: RunEvent[] = [];
  return {
    watchers,
    hear(events) {
      for (const event of events) {
        if (scheduleId !== undefined && event.scheduleId !== scheduleId) continue;
        if (wanted.size === 0 || wanted.has(event.state)) heard.push(event);
      }
    },
    tell() {
      const events = heard;
      heard = [];
      for (let from = 0; from < events.length; from += EVENTS_PER_MESSAGE) {
        const part = events.slice(from, from + EVENTS_PER_MESSAGE);
        const message = sharedAnswer(WatchRunsResponseSchema, { events: part.map(encodeRunEvent) });
        for (const watcher of watchers) watcher.push(message);
      }
    },
  };
}
