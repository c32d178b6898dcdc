import { DomainError } from "@repo/core";
import type { RpcCall } from "./rpc-call.ts";

/** What one watcher has not read yet. */
export interface WatcherQueue<T> extends AsyncIterable<T> {
  /** Adds an item for the watcher; false when the watcher is gone or has just been ended for being too slow. */
  push(item: T): boolean;
}

export interface WatcherQueueOptions<T> {
  call: RpcCall;
  /** How much may wait. */
  limit: number;
  /** How much an item counts; 1 when not given. */
  sizeOf?: (item: T) => number;
}

/**
 * A queue between events that come as they like and a streaming call that reads as it can. What waits is
 * together no larger than `limit`; what comes beyond ends the call with RESOURCE_EXHAUSTED, because memory is bounded and dropping would lie.
 */
export function createWatcherQueue<T>({
  call,
  limit,
  sizeOf = () => 1,
}: WatcherQueueOptions<T>): WatcherQueue<T> {
  const waiting: T[] = [];
  let size = 0;
  let wake: (() => void) | undefined;

  call.signal.addEventListener(
    "abort",
    () => {
      waiting.length = 0;
      size = 0;
      wake?.();
    },
    { once: true },
  );

  return {
    push(item) {
      if (call.signal.aborted) return false;
      if (size + sizeOf(item) > limit) {
        call.abort(tooSlow(limit));
        return false;
      }
      waiting.push(item);
      size += sizeOf(item);
      wake?.();
      return true;
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        call.signal.throwIfAborted();
        const item = waiting.shift();
        if (item !== undefined) {
          size -= sizeOf(item);
          yield item;
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
