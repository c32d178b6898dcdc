import { expect, test } from "bun:test";
import { createRandom } from "./random.ts";

test("the same seed gives the same numbers, another seed others", () => {
  const draw = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 20 }, () => random.integer(0, 1_000));
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test("numbers stay in their range and reach both of its ends", () => {
  const random = createRandom(1);
  const seen = new Set(Array.from({ length: 200 }, () => random.integer(3, 6)));
  expect([...seen].sort()).toEqual([3, 4, 5]);
});
