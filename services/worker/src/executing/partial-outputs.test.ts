import { expect, test } from "bun:test";
import type { WrittenPartialOutput } from "@repo/queue";
import { createPartialOutputs } from "./partial-outputs.ts";

const attempt = {
  scheduleId: "0198c0de-0000-7000-8000-000000000001",
  dueAt: new Date(1_000),
  attempt: 2,
  workerId: "w1",
};
const NAME = { workerId: "w1", runId: `${attempt.scheduleId}_1000`, attempt: 2 };

/** Outputs on their way to a list, by a clock that stands still. */
function start() {
  const writes: WrittenPartialOutput[][] = [];
  const state = { nowMs: 0, isAway: false };
  const outputs = createPartialOutputs({
    async write(due) {
      if (state.isAway) throw new Error("Redis is away");
      if (due.length > 0) writes.push([...due]);
    },
    now: () => state.nowMs,
  });
  return { outputs, writes, state };
}

test("of what is said several times between two writes the last is written", async () => {
  const { outputs, writes, state } = start();
  outputs.say(attempt, { log: "a" });
  state.nowMs = 700;
  outputs.say(attempt, { log: "ab" });
  await outputs.write();
  expect(writes).toEqual([[{ ...NAME, saidAt: new Date(700), output: { log: "ab" } }]]);
});

test("several attempts go together", async () => {
  const { outputs, writes } = start();
  outputs.say(attempt, { log: "a" });
  outputs.say({ ...attempt, attempt: 3 }, { log: "b" });
  await outputs.write();
  expect(writes.map((due) => due.map((each) => each.attempt))).toEqual([[2, 3]]);
});

test("what says nothing new is not written again, until it would be gone; it was said when it was new", async () => {
  const { outputs, writes, state } = start();
  const say = async (nowMs: number) => {
    state.nowMs = nowMs;
    outputs.say(attempt, { log: "a" });
    await outputs.write();
  };
  await say(1_000);
  for (const nowMs of [2_000, 5_000, 10_900]) await say(nowMs);
  expect(writes).toHaveLength(1);
  await say(11_000);
  expect(writes[1]).toEqual([{ ...NAME, saidAt: new Date(1_000), output: { log: "a" } }]);
  // also of an attempt that is silent
  state.nowMs = 21_000;
  await outputs.write();
  expect(writes).toHaveLength(3);
});

test("of an attempt that has ended nothing is written", async () => {
  const { outputs, writes } = start();
  outputs.say(attempt, { log: "a" });
  outputs.forget(attempt);
  await outputs.write();
  expect(writes).toEqual([]);
});

test("what could not be written is written the next time", async () => {
  const { outputs, writes, state } = start();
  outputs.say(attempt, { log: "a" });
  state.isAway = true;
  await expect(outputs.write()).rejects.toThrow("away");
  state.isAway = false;
  await outputs.write();
  expect(writes).toHaveLength(1);
});

test("what cannot be shown is left out, and what was said before stays", async () => {
  const { outputs, writes } = start();
  const round: Record<string, unknown> = {};
  round.self = round;
  outputs.say(attempt, { log: "a" });
  await outputs.write();
  for (const output of [round, { big: 1n }, { log: "x".repeat(70_000) }]) {
    outputs.say(attempt, output as never);
    await outputs.write();
  }
  expect(writes).toEqual([[{ ...NAME, saidAt: new Date(0), output: { log: "a" } }]]);
});
