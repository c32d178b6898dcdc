import type { Page } from "playwright-core";

/** The browser tells of none that take less. */
const SHORTEST_MS = 16;
/** A result that takes longer will not come: what was asked for may be what is there already. */
const LONGEST_MS = 30_000;

/** What {@link recordInputs} leaves in the page. */
interface RecordedInputs {
  /** When the last key or button went down, by the page's clock. */
  inputAt: number;
  /** The longest time from an input to the next paint since then, in milliseconds. */
  nextPaintMs: number;
}

/** Runs in the page, before anything else of it. */
export function recordInputs(): void {
  const recorded: RecordedInputs = { inputAt: 0, nextPaintMs: 0 };
  Object.assign(window, { recordedInputs: recorded });
  const record = ({ timeStamp }: Event) => {
    recorded.inputAt = timeStamp;
  };
  addEventListener("keydown", record, { capture: true });
  addEventListener("pointerdown", record, { capture: true });
  // a variable, as the types do not know of the threshold
  const options = { type: "event", durationThreshold: 16 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      // moving the pointer is an event too, but no interaction
      const isInteraction = entry instanceof PerformanceEventTiming && entry.interactionId > 0;
      if (isInteraction) recorded.nextPaintMs = Math.max(recorded.nextPaintMs, entry.duration);
    }
  }).observe(options);
}

/**
 * Does something in a page, and tells how long it took from the last press until the next paint, and until the texts
 * of what `selector` finds had changed and were painted.
 *
 * @throws Error when they do not change
 */
export async function timeToPaint(
  page: Page,
  selector: string,
  act: () => Promise<void>,
): Promise<{ nextPaintMs: number; resultMs: number }> {
  // runs in the page: looks before each frame
  const painted = page.evaluate(
    async ([wanted, longestMs]) => {
      const recorded: RecordedInputs = Reflect.get(window, "recordedInputs");
      recorded.nextPaintMs = 0;
      const textOf = () => Array.from(document.querySelectorAll(wanted), (found) => found.textContent).join();
      const before = textOf();
      const nextFrame = () => new Promise(requestAnimationFrame);
      const askedAt = performance.now();
      let now = before;
      while (now === "" || now === before) {
        if (performance.now() - askedAt > longestMs) throw new Error(`the texts of ${wanted} do not change`);
        await nextFrame();
        now = textOf();
      }
      // a task after the frame's own: by then it is painted
      await new Promise((resolve) => setTimeout(resolve));
      const resultMs = performance.now() - recorded.inputAt;
      // entries of events come after the paint
      await nextFrame();
      await new Promise((resolve) => setTimeout(resolve));
      return { nextPaintMs: recorded.nextPaintMs, resultMs };
    },
    [selector, LONGEST_MS] as const,
  );
  const [{ nextPaintMs, resultMs }] = await Promise.all([painted, act()]);
  return { nextPaintMs: Math.max(SHORTEST_MS, nextPaintMs), resultMs };
}
