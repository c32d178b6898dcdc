import { expect, test } from "bun:test";
import { measureInTurns } from "./in-turns.ts";

test("every round measures every contender, in turned order", async () => {
  const order: string[] = [];
  const contender = (name: string) => async (round: number) => {
    order.push(`${name}${round}`);
    return round;
  };
  const measured = await measureInTurns(3, { a: contender("a"), b: contender("b"), c: contender("c") });
  expect(order).toEqual(["a0", "b0", "c0", "c1", "b1", "a1", "a2", "b2", "c2"]);
  expect(measured).toEqual({ a: [0, 1, 2], b: [0, 1, 2], c: [0, 1, 2] });
});
