import type { RunEvent, RunState } from "@repo/core";
import { type Subscription, subscribeRunEvents } from "@repo/queue";
import { createWatcherQueue, type RpcCall } from "@repo/runtime/rpc/server";

/** Batches that may wait for one watcher. */
const WATCHER_BACKLOG = 1_000;

export interface WatchFilter {
  scheduleId: string | undefined;
  /** Empty: all. */
  states: RunState[];
}

/** Gives every watcher of this replica what one subscription hears. */
export interface RunWatch {
  /** Resolves when no event is missed from then on. */
  readonly whenListening: Promise<void>;
  /** The events of one watcher, in batches, until its call ends. */
  watch(call: RpcCall, filter: WatchFilter): AsyncIterable<RunEvent[]>;
  close(): void;
}

export function createRunWatch(options: { redisUrl: string; onError: (error: Error) => void }): RunWatch {
  const listeners = new Set<(events: RunEvent[]) => void>();
  const subscription: Subscription = subscribeRunEvents({
    url: options.redisUrl,
    onError: options.onError,
    onEvents: (events) => {
      for (const listener of listeners) listener(events);
    },
  });

  return {
    whenListening: subscription.whenListening,
    watch(call, { scheduleId, states }) {
      const queue = createWatcherQueue<RunEvent[]>({ call, limit: WATCHER_BACKLOG });
      const wanted = new Set(states);
      const listener = (events: RunEvent[]) => {
        const matching = events.filter(
          (event) =>
            (scheduleId === undefined || event.scheduleId === scheduleId) &&
            (wanted.size === 0 || wanted.has(event.state)),
        );
        if (matching.length > 0) queue.push(matching);
      };
      listeners.add(listener);
      call.signal.addEventListener("abort", () => listeners.delete(listener), { once: true });
      return queue;
    },
    close: () => subscription.close(),
  };
}
