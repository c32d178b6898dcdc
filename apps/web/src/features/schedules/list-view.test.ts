import { describe, expect, test } from "bun:test";
import { type ListView, readListView, writeListView } from "./list-view.ts";

describe("how a person likes to see the list", () => {
  test.each<ListView>([
    { hidden: [], density: "comfortable" },
    { hidden: ["owner", "nextDueAt"], density: "compact" },
  ])("is remembered as it was: %p", (view) => {
    expect(readListView(writeListView(view))).toEqual(view);
  });

  test.each<[string, string | undefined, ListView]>([
    ["nothing is remembered yet", undefined, { hidden: ["target"], density: "comfortable" }],
    ["it is no view at all", "x", { hidden: ["target"], density: "comfortable" }],
    ["a column is not known", "compact:owner,colour", { hidden: ["owner"], density: "compact" }],
    ["a name is that of a method of objects", "compact:toString", { hidden: [], density: "compact" }],
  ])("when %s, what can be understood counts", (_, cookie, expected) => {
    expect(readListView(cookie)).toEqual(expected);
  });
});
