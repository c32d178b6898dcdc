import { expect, test } from "bun:test";
import type { RunEvent } from "@repo/core";
import { createEventBatch } from "./event-batch.ts";

const event = (runId: string, state: RunEvent["state"] = "RUNNING") => ({ runId, state }) as RunEvent;

test("of each run only the latest event goes out", () => {
  const batch = createEventBatch(() => true);
  batch.add([event("a"), event("b"), event("a", "SUCCEEDED")]);
  expect(batch.take()).toEqual({ events: [event("a", "SUCCEEDED"), event("b")], isIncomplete: false });
  expect(batch.take()).toBeUndefined();
});

test("what was not asked for does not go out", () => {
  const batch = createEventBatch(({ state }) => state === "FAILED");
  batch.add([event("a"), event("b", "FAILED")]);
  expect(batch.take()?.events).toEqual([event("b", "FAILED")]);
});

test("a flood is cut, and says so", () => {
  const batch = createEventBatch(() => true);
  batch.add(Array.from({ length: 5_000 }, (_, index) => event(`run ${index}`)));
  const taken = batch.take();
  expect(taken?.events).toHaveLength(300);
  expect(taken?.isIncomplete).toBe(true);
});
