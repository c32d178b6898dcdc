"use client";

import { type RefCallback, useCallback, useState } from "react";

/** Begins a little before it is scrolled into sight. */
const NEAR = "200px";
const IDLE_WITHIN_MS = 1_000;

/**
 * Whether it is an element's turn to be filled with something heavy: it is in sight, and the browser is idle. One
 * after the other, so that all of them together do not keep the page from reacting.
 *
 * @returns `ref` for the element
 */
export function useTurn(): { ref: RefCallback<Element>; isTurn: boolean } {
  const [isTurn, setIsTurn] = useState(false);
  const ref = useCallback((element: Element) => {
    const begin = () => setIsTurn(true);
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        waiting.add(begin);
        if (waiting.size === 1) giveTurns();
      },
      { rootMargin: NEAR },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      waiting.delete(begin);
    };
  }, []);
  return { ref, isTurn };
}

const waiting = new Set<() => void>();

/** Lets one begin whenever the browser is idle, until none waits. */
function giveTurns(): void {
  whenIdle(() => {
    const [begin] = waiting;
    if (begin === undefined) return;
    waiting.delete(begin);
    begin();
    if (waiting.size > 0) giveTurns();
  });
}

function whenIdle(work: () => void): void {
  // not every browser can tell
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: IDLE_WITHIN_MS });
  else setTimeout(work, 0);
}
