import { expect, test } from "bun:test";
import { boundedCache } from "./bounded-cache.ts";

test("an answer is made once while it is kept, and what is in use is kept longest", () => {
  const created: string[] = [];
  const cached = boundedCache(4, (key) => {
    created.push(key);
    return { key };
  });
  const first = cached("a");
  for (const key of ["b", "a", "c", "a", "d", "a", "e"]) cached(key);
  expect(cached("a")).toBe(first);
  expect(created).toEqual(["a", "b", "c", "d", "e"]);
  cached("b");
  expect(created).toEqual(["a", "b", "c", "d", "e", "b"]);
});
