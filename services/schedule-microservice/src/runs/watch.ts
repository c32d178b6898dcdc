import type { WatchRunsResponse } from "@repo/proto/scheduler/v1/run_service_pb";
import { type Subscription, subscribeRunEvents } from "@repo/queue";
import { createWatcherQueue, type RpcCall } from "@repo/runtime/rpc/server";
import { type Audience, audienceKeyOf, createAudience, type WatchFilter } from "./audience.ts";

/** Events that may wait for one watcher. */
const WATCHER_BACKLOG = 10_000;
/** What comes within this time goes to the watchers together: nobody sees the difference, and each message costs. */
const GATHERING_MS = 25;

/** Gives every watcher of this replica what one subscription hears. While nobody watches, nothing is listened to. */
export interface RunWatch {
  /**
   * The events of one watcher, in messages, until its call ends. Resolves when no event is missed from then on.
   */
  watch(call: RpcCall, filter: WatchFilter): Promise<AsyncIterable<WatchRunsResponse>>;
  close(): void;
}

export function createRunWatch(options: { redisUrl: string; onError: (error: Error) => void }): RunWatch {
  const audiences = new Map<string, Audience>();
  let subscription: Subscription | undefined;
  let gathering: NodeJS.Timeout | undefined;

  function listen(): Subscription {
    subscription ??= subscribeRunEvents({
      url: options.redisUrl,
      onError: options.onError,
      onEvents(events) {
        for (const audience of audiences.values()) audience.hear(events);
        gathering ??= setTimeout(tellAll, GATHERING_MS);
      },
    });
    return subscription;
  }

  function tellAll(): void {
    gathering = undefined;
    for (const audience of audiences.values()) audience.tell();
  }

  function stopListening(): void {
    clearTimeout(gathering);
    gathering = undefined;
    subscription?.close();
    subscription = undefined;
  }

  return {
    async watch(call, filter) {
      const key = audienceKeyOf(filter);
      const audience = audiences.get(key) ?? createAudience(filter);
      const queue = createWatcherQueue<WatchRunsResponse>({
        call,
        limit: WATCHER_BACKLOG,
        sizeOf: ({ events }) => events.length,
      });
      audiences.set(key, audience);
      audience.watchers.add(queue);
      const leave = () => {
        audience.watchers.delete(queue);
        if (audience.watchers.size === 0) audiences.delete(key);
        if (audiences.size === 0) stopListening();
      };
      call.signal.addEventListener("abort", leave, { once: true });
      if (call.signal.aborted) leave();
      else await listen().whenListening;
      return queue;
    },
    close: stopListening,
  };
}
