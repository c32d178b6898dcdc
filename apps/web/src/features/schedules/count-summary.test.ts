import { expect, test } from "bun:test";
import { countSummary, totalInWords } from "./count-summary.ts";

test.each<[number, Parameters<typeof countSummary>[1], string]>([
  [1, { count: 1, isExceeded: false }, "1 schedule"],
  [12, { count: 12, isExceeded: false }, "12 schedules"],
  [50, { count: 1_204, isExceeded: false }, "50 of 1,204 schedules"],
  [50, { count: 10_000, isExceeded: true }, "50 of more than 10,000 schedules"],
  [50, undefined, "50 schedules on this page"],
])("%p shown of %p reads: %s", (shown, total, text) => {
  expect(countSummary(shown, total)).toBe(text);
});

test.each<[Parameters<typeof totalInWords>[0], string]>([
  [{ count: 1_204, isExceeded: false }, "1,204 schedules"],
  [{ count: 10_000, isExceeded: true }, "more than 10,000 schedules"],
  [undefined, "schedules that match"],
])("a total of %p is: %s", (total, text) => {
  expect(totalInWords(total)).toBe(text);
});
