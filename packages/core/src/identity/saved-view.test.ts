import { expect, test } from "bun:test";
import { NewSavedView } from "./saved-view.ts";

test.each([
  ["nothing, which is the whole list", "", true],
  ["filters", "q=nightly+backup&state=PAUSED,ACTIVE&sort=NAME", true],
  ["encoded characters", "tag=%C3%A9t%C3%A9&from=2026-03-29T12:00:00.000Z", true],
  ["as many characters as are allowed", "q".repeat(2_000), true],
  ["more characters than that", "q".repeat(2_001), false],
  ["the question mark", "?state=PAUSED", false],
  ["a fragment", "state=PAUSED#top", false],
  ["a space", "q=nightly backup", false],
  ["a line break", "q=nightly\n", false],
  ["half an encoded character", "q=%C", false],
  ["a letter that is not encoded", "q=été", false],
])("the query of a view may be %s: %p", (_, query, expected) => {
  const result = NewSavedView.safeParse({ page: "SCHEDULES", name: "mine", query });
  expect(result.success).toBe(expected);
  expect(result.error?.issues.map(({ path }) => path.join(".")) ?? ["query"]).toEqual(["query"]);
});
