"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from "react";
import {
  type LiveState,
  matches,
  parseRunEvents,
  type RunEvents,
  type RunFilter,
  streamUrl,
  TRIES_BEFORE_POLLING,
  waitBeforeTry,
} from "./live-stream.ts";

const POLL_EVERY_MS = 15_000;
/** Hooks come and go together when a page changes: one new stream for all of them. */
const SETTLE_MS = 50;

interface Subscription {
  filter: RunFilter;
  onEvents: (batch: RunEvents) => void;
  /** Told whenever a stream has begun, from when on nothing is missed. */
  onBegin?: () => void;
}

type Subscribe = (subscription: Subscription) => () => void;

// two of them, so that a list of many rows is not rendered again whenever the state of the stream changes
const StateContext = createContext<LiveState>("CONNECTING");
const SubscribeContext = createContext<Subscribe>(() => () => {});

/**
 * Keeps one stream of events for the whole page, for as long as anybody looks at it. After each gap the page is read
 * again from the server: events are hints, the truth is in the database.
 */
export function LiveProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [state, setState] = useState<LiveState>("CONNECTING");
  const subscriptions = useRef(new Set<Subscription>());
  const [url, setUrl] = useState(streamUrl([]));
  /** The stream whose events come now. */
  const begunUrl = useRef<string>(undefined);

  const subscribe = useCallback<Subscribe>((subscription) => {
    const all = subscriptions.current;
    const update = () => {
      const wanted = streamUrl([...all].map(({ filter }) => filter));
      setUrl(wanted);
      return wanted;
    };
    all.add(subscription);
    setTimeout(() => {
      if (update() === begunUrl.current && all.has(subscription)) subscription.onBegin?.();
    }, SETTLE_MS);
    return () => {
      all.delete(subscription);
      setTimeout(update, SETTLE_MS);
    };
  }, []);

  const isVisible = useIsVisible();
  useEffect(() => {
    if (!isVisible) {
      setState("PAUSED");
      return;
    }
    let tries = 0;
    let hasBegunBefore = false;
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource(url);
      source.addEventListener("begin", () => {
        begunUrl.current = url;
        if (hasBegunBefore || tries > 0) router.refresh();
        else for (const { onBegin } of subscriptions.current) onBegin?.();
        hasBegunBefore = true;
        tries = 0;
        setState("LIVE");
      });
      source.addEventListener("lost", () => setState("RECONNECTING"));
      source.addEventListener("runs", ({ data }) => {
        const batch = parseRunEvents(data);
        for (const { filter, onEvents } of subscriptions.current) {
          const events = batch.events.filter((event) => matches(filter, event));
          if (events.length > 0) onEvents({ ...batch, events });
        }
      });
      source.addEventListener("error", () => {
        source?.close();
        setState(tries < TRIES_BEFORE_POLLING ? "RECONNECTING" : "POLLING");
        timer = setTimeout(open, waitBeforeTry(tries, Math.random()));
        tries += 1;
      });
    };
    open();
    return () => {
      begunUrl.current = undefined;
      source?.close();
      clearTimeout(timer);
    };
  }, [url, isVisible, router]);

  useEffect(() => {
    if (state !== "POLLING") return;
    const timer = setInterval(() => router.refresh(), POLL_EVERY_MS);
    return () => clearInterval(timer);
  }, [state, router]);

  const wasHidden = useRef(false);
  useEffect(() => {
    if (isVisible && wasHidden.current) router.refresh();
    wasHidden.current = !isVisible;
  }, [isVisible, router]);

  return (
    <SubscribeContext value={subscribe}>
      <StateContext value={state}>{children}</StateContext>
    </SubscribeContext>
  );
}

/** Whether events come as they happen. */
export function useLiveState(): LiveState {
  return useContext(StateContext);
}

/**
 * Tells of runs that changed, at most a few times a second, the latest event of each run.
 *
 * @param scheduleIds only those schedules'; absent: all
 */
export function useRunEvents({ scheduleIds }: RunFilter, onEvents: (batch: RunEvents) => void): void {
  const subscribe = useContext(SubscribeContext);
  const receive = useEffectEvent(onEvents);
  const key = scheduleIds?.join(",");
  useEffect(() => {
    const filter = key === undefined ? {} : { scheduleIds: key.split(",").filter(Boolean) };
    return subscribe({ filter, onEvents: (batch) => receive(batch) });
  }, [key, subscribe]);
}

/**
 * Reads the page again from the server once events come, if it shows something that may have changed since it was
 * rendered: of what happened until then no event tells.
 */
export function useCatchUp(isUnfinished: boolean): void {
  const router = useRouter();
  const subscribe = useContext(SubscribeContext);
  useEffect(() => {
    if (!isUnfinished) return;
    return subscribe({ filter: NO_RUNS, onEvents: () => {}, onBegin: () => router.refresh() });
  }, [isUnfinished, subscribe, router]);
}

const NO_RUNS: RunFilter = { scheduleIds: [] };

/** Reads the page again from the server while its runs change, at most every `everyMs`. */
export function useLiveRefresh(filter: RunFilter, everyMs = 2_000): void {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const refreshedAt = useRef(0);
  useRunEvents(filter, () => {
    if (timer.current !== undefined) return;
    const waitMs = Math.max(0, refreshedAt.current + everyMs - Date.now());
    timer.current = setTimeout(() => {
      timer.current = undefined;
      refreshedAt.current = Date.now();
      router.refresh();
    }, waitMs);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}

function useIsVisible(): boolean {
  const [isVisible, setIsVisible] = useState(true);
  useEffect(() => {
    const update = () => setIsVisible(document.visibilityState === "visible");
    update();
    document.addEventListener("visibilitychange", update);
    return () => document.removeEventListener("visibilitychange", update);
  }, []);
  return isVisible;
}
