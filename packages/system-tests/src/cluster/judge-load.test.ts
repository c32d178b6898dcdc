import { expect, test } from "bun:test";
import { findUnexplainedRepeats } from "./judge-load.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 1, 10, 0, seconds));
const call = (due: number, attempt: number, called: number) => ({
  scheduleId: "s",
  dueAt: at(due),
  attempt,
  at: at(called),
});

test("a run may be called again when its first call was made just before a worker was killed", () => {
  const calls = [call(10, 1, 10), call(10, 2, 27), call(11, 1, 11), call(12, 1, 12)];
  expect(findUnexplainedRepeats(calls, [at(11)])).toEqual([]);
});

test("else it may not", () => {
  const calls = [call(30, 1, 30), call(30, 2, 31), call(31, 1, 31)];
  expect(findUnexplainedRepeats(calls, [at(11)])).toEqual([call(30, 2, 31)]);
  expect(findUnexplainedRepeats(calls, [])).toHaveLength(1);
});
