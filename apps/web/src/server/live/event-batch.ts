import type { RunEvent } from "@repo/core";

/** More in one batch help nobody: the page reads the runs again instead. */
const MAX_EVENTS = 300;

/** Events on their way to one browser. */
export interface EventBatch {
  add(events: readonly RunEvent[]): void;
  /** What has come together since the last time: the latest of each run. Undefined: nothing. */
  take(): { events: RunEvent[]; isIncomplete: boolean } | undefined;
}

/** @param wants which events the browser asked for */
export function createEventBatch(wants: (event: RunEvent) => boolean): EventBatch {
  let latest = new Map<string, RunEvent>();
  let isIncomplete = false;
  return {
    add(events) {
      for (const event of events) {
        if (!wants(event)) continue;
        if (latest.size < MAX_EVENTS || latest.has(event.runId)) latest.set(event.runId, event);
        else isIncomplete = true;
      }
    },
    take() {
      if (latest.size === 0) return undefined;
      const batch = { events: [...latest.values()], isIncomplete };
      latest = new Map();
      isIncomplete = false;
      return batch;
    },
  };
}
