import { describe, expect, test } from "bun:test";
import { createLogCapture, until } from "../test/run-service-fixture.ts";
import { loopDelayMs, startLoop } from "./loop.ts";

const NEVER_MS = 3_600_000;

/** A tick that ends when it is told. */
function heldTick() {
  const state = { started: 0, atATime: 0, most: 0, release: () => {} };
  const tick = async () => {
    state.started++;
    state.most = Math.max(state.most, ++state.atATime);
    await new Promise<void>((resolve) => {
      state.release = resolve;
    });
    state.atATime--;
  };
  return { state, tick };
}

describe("the wait before the next tick", () => {
  const delays = { intervalMs: 1_000, maxBackoffMs: 5_000 };
  test.each([
    ["is the interval after a good tick", delays, 0, 0.5, 1_000],
    ["is a tenth shorter at the least", delays, 0, 0, 900],
    ["is a tenth longer at the most", delays, 0, 1, 1_100],
    ["doubles with each failure in a row", delays, 2, 0.5, 4_000],
    ["does not grow beyond its cap", delays, 30, 0.5, 5_000],
    [
      "is never shorter after failures than after none",
      { intervalMs: 9_000, maxBackoffMs: 5_000 },
      1,
      0.5,
      9_000,
    ],
  ])("%s", (_, options, failures, random, expected) => {
    expect(loopDelayMs(options, failures, random)).toBe(expected);
  });
});

test("a loop ticks at once and then by itself until it is stopped", async () => {
  let ticks = 0;
  const { logger } = createLogCapture();
  const loop = startLoop({ name: "test", intervalMs: 1, logger, tick: async () => ticks++ });
  await until(() => ticks >= 3);
  await loop.stop();
  const atStop = ticks;
  await loop.tick();
  await Bun.sleep(20);
  expect(ticks).toBe(atStop);
});

test("ticks never overlap: one asked for while another runs is that one", async () => {
  const { state, tick } = heldTick();
  const { logger } = createLogCapture();
  const loop = startLoop({ name: "test", intervalMs: NEVER_MS, logger, tick });
  const asked = [loop.tick(), loop.tick()];
  state.release();
  await Promise.all(asked);
  expect(state).toMatchObject({ started: 1, most: 1 });
  const next = loop.tick();
  state.release();
  await next;
  expect(state).toMatchObject({ started: 2, most: 1 });
  await loop.stop();
});

test("stop waits for the running tick and tells it to be short", async () => {
  const { logger, lines } = createLogCapture();
  let ended = false;
  const loop = startLoop({
    name: "test",
    intervalMs: NEVER_MS,
    logger,
    tick: async (signal) => {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      await Bun.sleep(5);
      ended = true;
      throw signal.reason;
    },
  });
  await loop.stop();
  expect(ended).toBe(true);
  expect(lines).toMatchObject([{ level: "debug", msg: "loop tick cut short" }]);
});

test("a tick that fails is logged, the loop goes on, and says when it works again", async () => {
  const { logger, lines } = createLogCapture();
  let fail = true;
  const loop = startLoop({
    name: "planner",
    intervalMs: NEVER_MS,
    logger,
    tick: async () => {
      if (fail) throw new Error("no database");
    },
  });
  await loop.tick();
  await loop.tick();
  fail = false;
  await loop.tick();
  await loop.stop();
  expect(lines).toMatchObject([
    { level: "error", loop: "planner", failures: 1, err: { message: "no database" } },
    { level: "error", loop: "planner", failures: 2 },
    { level: "info", loop: "planner", failures: 2, msg: "loop works again" },
  ]);
});
