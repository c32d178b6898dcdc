import { expect, test } from "bun:test";
import { joinTails } from "./join-tails.ts";

const lines = (from: number, until: number) =>
  Array.from({ length: until - from }, (_, i) => `line ${from + i}\n`).join("");

test.each([
  ["the first text", "", lines(0, 3), lines(0, 3)],
  ["a text that has grown", lines(0, 3), lines(0, 5), lines(0, 5)],
  ["one that has not", lines(0, 3), lines(0, 3), lines(0, 3)],
  ["a tail that has lost its first lines: they stay", lines(0, 30), lines(20, 40), lines(0, 40)],
  ["a last line that was not at its end yet", `${lines(0, 30)}line 3`, lines(20, 40), lines(0, 40)],
  ["nothing in common: only the newer one counts", lines(0, 30), lines(50, 60), lines(50, 60)],
  [
    "a beginning in common that goes on otherwise",
    lines(0, 30),
    `${lines(10, 20)}other\n`,
    `${lines(10, 20)}other\n`,
  ],
  ["nothing any more", lines(0, 3), "", ""],
])("%s", (_, before, now, joined) => {
  expect(joinTails(before, now)).toBe(joined);
});

test("what is kept is bounded, and begins with a whole line", () => {
  let text = "";
  for (let from = 0; from < 40_000; from += 500) text = joinTails(text, lines(from, from + 1_000));
  expect(text.length).toBeLessThanOrEqual(200_000);
  expect(text).toStartWith("line ");
  expect(text).toEndWith("line 40499\n");
});
