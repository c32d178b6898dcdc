import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { createOpenAnswers } from "./open-answers.ts";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** How often an answer is told about. */
function counted() {
  const tell = () => {
    tell.count++;
  };
  tell.count = 0;
  return tell;
}

test("an answer is told about once a second, but not in its first", () => {
  const answers = createOpenAnswers();
  const [first, second] = [counted(), counted()];
  answers.add(first);
  jest.advanceTimersByTime(900);
  answers.add(second);
  jest.advanceTimersByTime(1_000);
  expect([first.count, second.count]).toEqual([0, 0]);
  jest.advanceTimersByTime(1_000);
  expect([first.count, second.count]).toEqual([1, 1]);
  answers.delete(first);
  jest.advanceTimersByTime(1_000);
  expect([first.count, second.count]).toEqual([1, 2]);
});

test("however many come and go, there is one timer, and none when there is nothing to look after", () => {
  const answers = createOpenAnswers();
  for (let i = 0; i < 1_000; i++) {
    const tell = counted();
    answers.add(tell);
    answers.delete(tell);
  }
  expect(jest.getTimerCount()).toBe(1);
  jest.advanceTimersByTime(1_000);
  expect(jest.getTimerCount()).toBe(0);
  answers.add(counted());
  expect(jest.getTimerCount()).toBe(1);
});
