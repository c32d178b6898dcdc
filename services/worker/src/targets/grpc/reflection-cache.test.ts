import { expect, test } from "bun:test";
import { createReflectionCache } from "./reflection-cache.ts";

const METHOD = {} as never;

test("a description is kept for a minute", () => {
  const cache = createReflectionCache();
  cache.keep("a", METHOD, 1_000);
  expect(cache.find("a", 60_999)).toBe(METHOD);
  expect(cache.find("a", 61_000)).toBeUndefined();
  expect(cache.find("b", 1_000)).toBeUndefined();
});

test("of more than 64, the oldest go", () => {
  const cache = createReflectionCache();
  for (let index = 0; index < 65; index++) cache.keep(String(index), METHOD, 0);
  expect(cache.find("0", 1)).toBeUndefined();
  expect(cache.find("1", 1)).toBe(METHOD);
});
