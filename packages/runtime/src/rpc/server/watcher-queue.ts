import { DomainError } from "@repo/core";
import type { RpcCall } from "./rpc-call.ts";

/** What one watcher has not read yet. */
export interface WatcherQueue<T> extends AsyncIterable<T> {
  /** Adds an item for the watcher; false when the watcher is gone or has just been ended for being too slow. */
  push(item: T): boolean;
}

/**
 * A queue between events that come as they like and a streaming call that reads as it can. At most `limit` items
 * wait; one more ends the call with RESOURCE_EXHAUSTED, because memory is bounded and dropping would lie.
 */
export function createWatcherQueue<T>({ call, limit }: { call: RpcCall; limit: number }): WatcherQueue<T> {
  const waiting: T[] = [];
  let wake: (() => void) | undefined;

  call.signal.addEventListener(
    "abort",
    () => {
      waiting.length = 0;
      wake?.();
    },
    { once: true },
  );

  return {
    push(item) {
      if (call.signal.aborted) return false;
      if (waiting.length >= limit) {
        call.abort(tooSlow(limit));
        return false;
      }
      waiting.push(item);
      wake?.();
      return true;
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        call.signal.throwIfAborted();
        if (waiting.length > 0) {
          yield waiting.shift() as T;
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
  };
}

function tooSlow(limit: number): DomainError {
  return new DomainError(
    "RESOURCE_EXHAUSTED",
    "WATCHER_TOO_SLOW",
    `more than ${limit} events were waiting to be read; read faster or narrow the filter, and watch again`,
  );
}
