import { expect, test } from "bun:test";
import { type Frequency, frequencyOf } from "./frequency.ts";

test.each<[string, number[], Frequency]>([
  ["nothing of no due time", [], {}],
  ["nothing of a single one", [5_000], {}],
  ["every 5 s", [0, 5_000, 10_000], { shortest: 5_000, perDay: 17_280 }],
  ["the shortest of several", [0, 60_000, 90_000], { shortest: 30_000, perDay: 1_920 }],
  ["once a day is no news", [0, 86_400_000], { shortest: 86_400_000 }],
])("tells %s", (_, instants, frequency) => {
  expect(frequencyOf(instants.map((at) => ({ dueAt: new Date(at) })))).toEqual(frequency);
});
