import { expect, test } from "bun:test";
import { mustWaitToSignIn } from "./sign-in-limits.ts";

const none = { samePair: 0, sameAddress: 0, sameName: 0 };

test.each([
  ["nothing failed", {}, false, false],
  ["a typing error or four", { samePair: 4, sameAddress: 4, sameName: 4 }, false, false],
  ["this name too often from here", { samePair: 5 }, false, true],
  ["this name too often from here, by its owner", { samePair: 5 }, true, true],
  ["many names from here", { sameAddress: 30 }, true, true],
  ["this name from everywhere, where its owner was never seen", { sameName: 50 }, false, true],
  ["this name from everywhere, where its owner was seen", { sameName: 5_000 }, true, false],
])("%s", (_, failures, isFamiliar, mustWait) => {
  expect(mustWaitToSignIn({ ...none, ...failures }, isFamiliar)).toBe(mustWait);
});
