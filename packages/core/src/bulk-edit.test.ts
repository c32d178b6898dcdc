import { expect, test } from "bun:test";
import { BulkAction, wouldChange } from "./bulk-edit.ts";
import { ScheduleState } from "./schedule.ts";

test.each<[string, BulkAction, ScheduleState[]]>([
  ["pauses what is not paused", { type: "pause", note: "" }, ["ACTIVE", "COMPLETED"]],
  ["resumes what is paused", { type: "resume" }, ["PAUSED"]],
  ["triggers all", { type: "trigger" }, ["ACTIVE", "PAUSED", "COMPLETED"]],
  ["deletes all", { type: "delete" }, ["ACTIVE", "PAUSED", "COMPLETED"]],
  [
    "adds a tag to all that lack one",
    { type: "addTags", tags: ["a", "b"] },
    ["ACTIVE", "PAUSED", "COMPLETED"],
  ],
  ["adds nothing to those that have all of it", { type: "addTags", tags: ["a"] }, []],
  [
    "takes a tag from all that have one",
    { type: "removeTags", tags: ["a", "b"] },
    ["ACTIVE", "PAUSED", "COMPLETED"],
  ],
  ["takes nothing from those that have none of it", { type: "removeTags", tags: ["b"] }, []],
])("a bulk edit %s", (_, action, changed) => {
  const tags = ["a"];
  expect(ScheduleState.options.filter((state) => wouldChange(action, { state, tags }))).toEqual(changed);
});

test.each([
  ["no tags at all", { type: "addTags", tags: [] }],
  ["an empty tag", { type: "removeTags", tags: [" "] }],
  ["an endless note", { type: "pause", note: "x".repeat(501) }],
])("an action with %s is refused", (_, action) => {
  expect(BulkAction.safeParse(action).success).toBe(false);
});
