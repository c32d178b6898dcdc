import { setTimeout as delay } from "node:timers/promises";
import type { Cluster, JobKey } from "./cluster.ts";

/** Says when it is worth looking at Jobs again. */
export interface JobWatch {
  follow(key: JobKey): JobChanges;
  close(): void;
}

/** What is heard of one Job; one listener at a time. */
export interface JobChanges extends Disposable {
  /**
   * Resolves when something has changed since the last call, and after so many milliseconds in any case.
   * @throws the signal's reason when it aborts
   */
  next(signal: AbortSignal, withinMs?: number): Promise<void>;
}

/** A watch may break or be refused without a word: it only hurries what is looked at anyway. */
const LONGEST_SILENCE_MS = 15_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

interface WatchedNamespace {
  /** Calls by name of the Job. */
  wakers: Map<string, Set<() => void>>;
  controller: AbortController;
}

/** Two watches for each namespace with Jobs in hand, however many there are. */
export function createJobWatch(
  cluster: Pick<Cluster, "watch">,
  { longestSilenceMs = LONGEST_SILENCE_MS }: { longestSilenceMs?: number } = {},
): JobWatch {
  const watched = new Map<string, WatchedNamespace>();

  function watchNamespace(namespace: string): WatchedNamespace {
    const entry: WatchedNamespace = { wakers: new Map(), controller: new AbortController() };
    watched.set(namespace, entry);
    for (const what of ["jobs", "pods"] as const) void keepWatching(namespace, what, entry);
    return entry;
  }

  async function keepWatching(namespace: string, what: "jobs" | "pods", entry: WatchedNamespace) {
    const { signal } = entry.controller;
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      try {
        for await (const name of cluster.watch(namespace, what, signal)) {
          pauseMs = FIRST_PAUSE_MS;
          for (const wake of entry.wakers.get(name) ?? []) wake();
        }
      } catch {
        // those who follow a Job read it themselves, and tell what the API says
      }
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  function stopWatching(namespace: string, entry: WatchedNamespace): void {
    watched.delete(namespace);
    entry.controller.abort();
  }

  return {
    follow({ namespace, name }) {
      const entry = watched.get(namespace) ?? watchNamespace(namespace);
      let hasChanged = false;
      let waiting: (() => void) | undefined;
      const wake = () => {
        hasChanged = true;
        waiting?.();
      };
      const wakers = entry.wakers.get(name) ?? new Set();
      entry.wakers.set(name, wakers.add(wake));
      return {
        async next(signal, withinMs = longestSilenceMs) {
          const change = new AbortController();
          waiting = () => change.abort();
          const either = AbortSignal.any([signal, change.signal]);
          if (!hasChanged) await delay(withinMs, undefined, { signal: either }).catch(() => undefined);
          signal.throwIfAborted();
          hasChanged = false;
        },
        [Symbol.dispose]() {
          wakers.delete(wake);
          if (wakers.size === 0) entry.wakers.delete(name);
          if (entry.wakers.size === 0 && watched.get(namespace) === entry) stopWatching(namespace, entry);
        },
      };
    },
    close() {
      for (const [namespace, entry] of watched) stopWatching(namespace, entry);
    },
  };
}
