import { describe, expect, test } from "bun:test";
import { bulkActionOf, readTags } from "./bulk-action.ts";

describe("what is done to many schedules", () => {
  test.each<[string, string[]]>([
    ["billing", ["billing"]],
    [" billing , nightly,, billing ", ["billing", "nightly"]],
    [" , ", []],
  ])("%p names the tags %p", (text, tags) => {
    expect(readTags(text)).toEqual(tags);
  });

  test("takes only what belongs to the action of all that was typed", () => {
    const typed = { note: " frozen for the release ", tags: "billing" };
    expect(bulkActionOf("pause", typed)).toEqual({ type: "pause", note: "frozen for the release" });
    expect(bulkActionOf("addTags", typed)).toEqual({ type: "addTags", tags: ["billing"] });
    expect(bulkActionOf("delete", typed)).toEqual({ type: "delete" });
  });
});
