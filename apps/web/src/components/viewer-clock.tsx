"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from "react";
import { rememberInCookie, TIMES_COOKIE, VIEWER_ZONE_COOKIE } from "@/lib/cookies.ts";

interface ViewerClock {
  /** The zone that the viewer reads times in. */
  zone: string;
  /** It was chosen, and is not the browser's. */
  isChosen: boolean;
  /** The instant of the render on the server, in milliseconds. */
  renderedAt: number;
  /** How far the viewer's clock is behind the server's. Not a state: the next second is early enough to heed it. */
  offset: RefObject<number>;
}

const Context = createContext<ViewerClock>({
  zone: "UTC",
  isChosen: false,
  renderedAt: 0,
  offset: { current: 0 },
});

/** Lets everything below tell the time as the server does, in the zone of the viewer. */
export function ViewerClockProvider({
  zone,
  isChosen,
  renderedAt,
  children,
}: Pick<ViewerClock, "zone" | "isChosen" | "renderedAt"> & { children: ReactNode }) {
  const router = useRouter();
  const offset = useRef(0);
  useEffect(() => {
    offset.current = renderedAt - Date.now();
  }, [renderedAt]);
  useEffect(() => {
    const actual = browserZone();
    if (isChosen || actual === zone) return;
    // the server renders times as well, and has to know the zone from the next request on
    rememberInCookie(VIEWER_ZONE_COOKIE, actual);
    router.refresh();
  }, [zone, isChosen, router]);
  const clock = useMemo(() => ({ zone, isChosen, renderedAt, offset }), [zone, isChosen, renderedAt]);
  return <Context value={clock}>{children}</Context>;
}

/** Where the browser is. */
export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** In which zone the viewer reads times, `utc` if that was chosen, and how to choose. */
export function useTimesChoice() {
  const router = useRouter();
  const { isChosen } = useContext(Context);
  const choose = (choice: string) => {
    rememberInCookie(TIMES_COOKIE, choice);
    router.refresh();
  };
  return { choice: isChosen ? "utc" : "local", choose };
}

export function useViewerZone(): string {
  return useContext(Context).zone;
}

/** Now by the server's clock, moving every second. */
export function useNow(): Date {
  return new Date(useFromNow((now) => now.getTime()));
}

/** What follows from now by the server's clock. Renders again only when that is something else. */
export function useFromNow<Value extends string | number>(derive: (now: Date) => Value): Value {
  const { renderedAt, offset } = useContext(Context);
  return useSyncExternalStore(
    subscribeToSeconds,
    () => derive(new Date(currentSecond() * 1_000 + offset.current)),
    () => derive(new Date(renderedAt)),
  );
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function currentSecond(): number {
  return Math.floor(Date.now() / 1_000);
}

/** One timer for all times on the page. */
function subscribeToSeconds(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const notify of listeners) notify();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
