import { expect, test } from "bun:test";
import { parseEvery } from "./every.ts";

test.each<[string, string[], number | undefined]>([
  ["nothing: run once", [], undefined],
  ["seconds", ["--every", "30s"], 30_000],
  ["minutes, with an equals sign", ["--every=5m"], 300_000],
  ["the shortest", ["--every", "1s"], 1_000],
])("%s", (_, args, period) => {
  expect(parseEvery(args)).toBe(period);
});

test.each<[string, string[], string]>([
  ["too short", ["--every", "500ms"], "--every 500ms: must be a duration of at least 1s, such as 30s or 5m"],
  ["no duration", ["--every", "often"], "--every often: must be a duration"],
  ["no value", ["--every"], "the only option is --every <duration>"],
  ["an option that does not exist", ["--once"], "the only option is --every <duration>"],
])("%s is refused", (_, args, message) => {
  expect(() => parseEvery(args)).toThrow(message);
});
