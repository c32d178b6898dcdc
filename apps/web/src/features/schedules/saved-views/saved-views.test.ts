import { describe, expect, test } from "bun:test";
import {
  builtInViews,
  MAX_SAVED_VIEWS,
  normalizeQuery,
  parseSavedViews,
  withoutView,
  withView,
} from "./saved-views.ts";

describe("saved views of the list", () => {
  test("filters are the same in any order and on any page", () => {
    const one = normalizeQuery(new URLSearchParams("sort=NAME&state=PAUSED&page=abc"));
    const other = normalizeQuery(new URLSearchParams("state=PAUSED&sort=NAME"));
    expect(one).toBe(other);
    expect(builtInViews("ada").map(({ query }) => query)).toContain("owner=ada");
  });

  test("a name is there once, with the latest filters", () => {
    const views = withView([{ name: "mine", query: "owner=ada" }], { name: "mine", query: "owner=bob" });
    expect(views).toEqual([{ name: "mine", query: "owner=bob" }]);
    expect(withoutView(views, "mine")).toEqual([]);
  });

  test("the oldest gives way when there are too many", () => {
    const many = Array.from({ length: MAX_SAVED_VIEWS }, (_, index) => ({ name: `${index}`, query: "" }));
    const views = withView(many, { name: "new", query: "" });
    expect(views).toHaveLength(MAX_SAVED_VIEWS);
    expect(views[0]?.name).toBe("new");
  });

  test.each<[string, string | null, number]>([
    ["nothing was stored", null, 0],
    ["it is not JSON", "{", 0],
    ["it is no list", '{"name":"x"}', 0],
    ["one of them is broken", '[{"name":"a","query":""},{"name":1}]', 1],
  ])("when %s, what can be understood is kept", (_, text, expected) => {
    expect(parseSavedViews(text)).toHaveLength(expected);
  });
});
