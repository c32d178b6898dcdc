import { expect, test } from "bun:test";
import { parseTask, type Task } from "./task.ts";

test.each<[string[], Task]>([
  [[], "apply"],
  [["apply"], "apply"],
  [["wait"], "wait"],
])("%p is the task %s", (args, task) => {
  expect(parseTask(args)).toBe(task);
});

test.each([[["aply"]], [["wait", "now"]]])("%p is refused", (args) => {
  expect(() => parseTask(args)).toThrow("say apply, the default, or wait");
});
