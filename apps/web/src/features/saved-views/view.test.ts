import { expect, test } from "bun:test";
import { normalizeQuery, withoutView, withView } from "./view.ts";

test("filters are the same in any order and on any page", () => {
  const one = normalizeQuery(new URLSearchParams("sort=NAME&state=PAUSED&page=abc"));
  const other = normalizeQuery(new URLSearchParams("state=PAUSED&sort=NAME"));
  expect(one).toBe("sort=NAME&state=PAUSED");
  expect(one).toBe(other);
});

test("a name is there once, with the latest filters, and first", () => {
  const kept = [
    { name: "other", query: "" },
    { name: "mine", query: "owner=ada" },
  ];
  const views = withView(kept, { name: "mine", query: "owner=bob" });
  expect(views).toEqual([
    { name: "mine", query: "owner=bob" },
    { name: "other", query: "" },
  ]);
  expect(withoutView(views, "mine")).toEqual([{ name: "other", query: "" }]);
});
