/** Runs in the page, before anything else of it: adds up how far what is on the screen jumps by itself. */
export function recordLayoutShift(): void {
  const recorded = { layoutShift: 0 };
  Object.assign(window, { recorded });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (Reflect.get(entry, "hadRecentInput") === false) recorded.layoutShift += Reflect.get(entry, "value");
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** Runs in the page: what has been added up since it was opened. */
export function readLayoutShift(): number {
  return Reflect.get(window, "recorded").layoutShift;
}
