import { expect, test } from "bun:test";
import { latenessOf } from "./lateness.ts";

const NOON = new Date("2026-03-02T12:00:00Z");
const after = (ms: number) => new Date(NOON.getTime() + ms);

test.each<[string, Partial<{ queuedAt: Date; startedAt: Date }>, ReturnType<typeof latenessOf>]>([
  ["not started", { queuedAt: NOON }, undefined],
  [
    "queued long before, started 40 ms late",
    { queuedAt: after(-60_000), startedAt: after(40) },
    { lateness: 40, dispatchLag: 0, queueWait: 40 },
  ],
  [
    "queued 30 ms late, started 40 ms late",
    { queuedAt: after(30), startedAt: after(40) },
    { lateness: 40, dispatchLag: 30, queueWait: 10 },
  ],
  [
    "started on the dot",
    { queuedAt: after(-1), startedAt: NOON },
    { lateness: 0, dispatchLag: 0, queueWait: 0 },
  ],
  [
    "started before its enqueueing was confirmed",
    { startedAt: after(25) },
    { lateness: 25, dispatchLag: 25, queueWait: 0 },
  ],
])("%s", (_, run, lateness) => {
  expect(latenessOf({ fireAt: NOON, ...run })).toEqual(lateness);
});
