import type { RunEvent } from "@repo/core";

/** What a subscriber gets to know. */
export interface Subscriber {
  /** An access token that is good for as long as the subscription lasts. */
  accessToken: string;
  onEvents: (events: readonly RunEvent[]) => void;
  /** The watch runs from now on; what happened before was missed. */
  onBegin: () => void;
  /** The watch was lost; it is opened again. */
  onLost: () => void;
}

interface Watch {
  subscribers: Set<Subscriber>;
  controller: AbortController;
  hasBegun: boolean;
}

export interface WatchHubOptions {
  /**
   * Opens a stream of the API. The first answer, without events, says that it has begun.
   *
   * @param scheduleId empty: all schedules
   */
  open: (
    scheduleId: string,
    options: { accessToken: string; signal: AbortSignal },
  ) => AsyncIterable<readonly RunEvent[]>;
  /** Waits before a stream that ended is opened again; ends early when aborted. */
  pause: (tries: number, signal: AbortSignal) => Promise<void>;
}

export interface WatchHub {
  /** @returns ends the subscription; the last one of a filter ends its stream */
  subscribe(scheduleId: string, subscriber: Subscriber): () => void;
}

/** Lets many browsers share one stream of the API for each filter. */
export function createWatchHub({ open, pause }: WatchHubOptions): WatchHub {
  const watches = new Map<string, Watch>();

  async function keepWatching(scheduleId: string, watch: Watch): Promise<void> {
    const { signal } = watch.controller;
    for (let tries = 0; !signal.aborted; tries += 1) {
      const [subscriber] = [...watch.subscribers].slice(-1);
      if (subscriber === undefined) return;
      try {
        for await (const events of open(scheduleId, { accessToken: subscriber.accessToken, signal })) {
          if (!watch.hasBegun) {
            watch.hasBegun = true;
            tries = 0;
            for (const { onBegin } of watch.subscribers) onBegin();
          }
          if (events.length > 0) for (const { onEvents } of watch.subscribers) onEvents(events);
        }
      } catch {
        // what ended it makes no difference: it is tried again with growing pauses, and the browser says so
      }
      if (signal.aborted) return;
      watch.hasBegun = false;
      for (const { onLost } of watch.subscribers) onLost();
      await pause(tries, signal);
    }
  }

  return {
    subscribe(scheduleId, subscriber) {
      let watch = watches.get(scheduleId);
      if (watch === undefined) {
        watch = { subscribers: new Set([subscriber]), controller: new AbortController(), hasBegun: false };
        watches.set(scheduleId, watch);
        void keepWatching(scheduleId, watch);
      } else {
        watch.subscribers.add(subscriber);
        if (watch.hasBegun) subscriber.onBegin();
      }
      const joined = watch;
      return () => {
        joined.subscribers.delete(subscriber);
        if (joined.subscribers.size > 0 || watches.get(scheduleId) !== joined) return;
        watches.delete(scheduleId);
        joined.controller.abort();
      };
    },
  };
}
